using CommerceAnalytics.Functions.Contracts;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>What to lay out: a rollback, or a publication by hand.</summary>
/// <param name="RunId">The run that does it.</param>
/// <param name="Run">Its input.</param>
public sealed record StepsInput(string RunId, RunInput Run);

/// <summary>A rollback or a publication by hand laid out.</summary>
/// <param name="Steps">One for each table.</param>
/// <param name="KeepsHistory">Whether history shows versions, or is to show them.</param>
public sealed record TableSteps<TStep>(IReadOnlyList<TStep> Steps, bool KeepsHistory)
    where TStep : ITableStep;

/// <summary>
/// One table, settled before anything changes: a step that runs twice does the same as one that runs once.
/// </summary>
public interface ITableStep
{
    /// <summary>Service.</summary>
    string ServiceName { get; }

    /// <summary>Query type.</summary>
    string QueryType { get; }

    /// <summary>Location of the version that is shown then; null where there is a failure.</summary>
    string? Location { get; }

    /// <summary>Why nothing is done with this table; null where it is.</summary>
    Failure? Failure { get; }
}

/// <summary>What came of a step.</summary>
/// <param name="Rows">Rows of the version; null where its record does not say.</param>
/// <param name="Note">What readers see now, and why.</param>
/// <param name="ExcludedDays">Days that are left out of its window; null for none.</param>
/// <param name="IsLive">Whether the live table shows it; else history alone does.</param>
public sealed record StepResult(long? Rows, string Note, IReadOnlyList<DateOnly>? ExcludedDays, bool IsLive = true);

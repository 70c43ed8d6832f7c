using CommerceAnalytics.Functions.Contracts;

namespace CommerceAnalytics.Functions.Tables.Rollback;

/// <summary>
/// One table of a rollback: from which version to which. Settled once, so that a step that runs twice goes back one
/// version and not two.
/// </summary>
/// <param name="RunId">The rollback's run.</param>
/// <param name="From">
/// Location that the live table showed when the rollback was planned; null where there is a failure.
/// </param>
/// <param name="To">Location of the version before; null where there is a failure.</param>
/// <param name="Failure">Why this table cannot go back.</param>
public sealed record RollbackStep(
    string RunId,
    string ServiceName,
    string QueryType,
    string? From = null,
    string? To = null,
    Failure? Failure = null
);

/// <summary>What to go back from.</summary>
/// <param name="RunId">The rollback's run.</param>
/// <param name="Run">Its input.</param>
public sealed record RollbackInput(string RunId, RunInput Run);

/// <summary>A rollback laid out.</summary>
/// <param name="Steps">One for each table.</param>
public sealed record RollbackPlan(IReadOnlyList<RollbackStep> Steps)
{
    /// <summary>Whether history shows versions, which may be those that are taken back.</summary>
    public bool KeepsHistory { get; init; }
}

/// <summary>What came of a step.</summary>
/// <param name="Rows">Rows that readers see now.</param>
/// <param name="Note">What they see now, and what they saw before.</param>
/// <param name="ExcludedDays">Days that are left out of the window that readers see now; null for none.</param>
public sealed record RolledBack(long? Rows, string Note, IReadOnlyList<DateOnly>? ExcludedDays);

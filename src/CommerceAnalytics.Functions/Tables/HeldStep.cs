using CommerceAnalytics.Functions.Contracts;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>
/// One table of a publication by hand. Which version it is is settled once, so that a step that runs twice publishes
/// one.
/// </summary>
/// <param name="RunId">The publication's run.</param>
/// <param name="Held">What it publishes.</param>
/// <param name="Location">Location of the held version; null where there is a failure.</param>
/// <param name="Failure">Why this table cannot be published.</param>
public sealed record HeldStep(
    string RunId,
    HeldRun Held,
    string ServiceName,
    string QueryType,
    string? Location = null,
    Failure? Failure = null
);

/// <summary>What to publish by hand.</summary>
/// <param name="RunId">The publication's run.</param>
/// <param name="Run">Its input.</param>
public sealed record PublicationInput(string RunId, RunInput Run);

/// <summary>A publication by hand laid out.</summary>
/// <param name="Steps">One for each table.</param>
/// <param name="KeepsHistory">Whether history shows versions, or is to show them.</param>
public sealed record PublicationPlan(IReadOnlyList<HeldStep> Steps, bool KeepsHistory);

/// <summary>What came of a step.</summary>
/// <param name="Rows">Rows of the version.</param>
/// <param name="Note">What readers see now, and what is accepted with it.</param>
/// <param name="ExcludedDays">Days that are left out of its window; null for none.</param>
/// <param name="IsLive">Whether the live table shows it; else history alone does.</param>
public sealed record HeldPublished(long? Rows, string Note, IReadOnlyList<DateOnly>? ExcludedDays, bool IsLive);

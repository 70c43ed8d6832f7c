namespace CommerceAnalytics.Functions.Tables.Rollback;

/// <summary>One table of a rollback: from which version to which.</summary>
/// <param name="RunId">The rollback's run.</param>
/// <param name="From">
/// Location that the live table showed when the rollback was planned; null where there is a failure.
/// </param>
/// <param name="Location">Location of the version before; null where there is a failure.</param>
/// <param name="Failure">Why this table cannot go back.</param>
public sealed record RollbackStep(
    string RunId,
    string ServiceName,
    string QueryType,
    string? From = null,
    string? Location = null,
    Failure? Failure = null
) : ITableStep;

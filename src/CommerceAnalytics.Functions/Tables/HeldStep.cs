using CommerceAnalytics.Functions.Contracts;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>One table of a publication by hand.</summary>
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
) : ITableStep;

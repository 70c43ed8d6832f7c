namespace LocalAws.Faults;

/// <summary>One way to misbehave, for which requests, and how often.</summary>
/// <remarks>
/// Which of its matching requests a rule strikes depends on nothing but the plan's seed, the rule's place in the plan
/// and the request's number among those that match it: the same sequence of requests meets the same faults.
/// </remarks>
public sealed record FaultRule
{
    /// <summary>What happens.</summary>
    public required FaultKind Fault { get; init; }

    /// <summary>Name in the log, or null.</summary>
    public string? Name { get; init; }

    /// <summary><c>athena</c>, <c>glue</c>, <c>s3</c> or <c>sts</c>; null for all.</summary>
    public string? Service { get; init; }

    /// <summary>
    /// Operation as AWS names it, <c>*</c> and <c>?</c> allowed; null for all. For query faults the statement's kind:
    /// <c>CREATE_TABLE_AS_SELECT</c>, <c>SELECT</c>, ...
    /// </summary>
    public string? Operation { get; init; }

    /// <summary>
    /// What is worked on, <c>*</c> and <c>?</c> allowed and several with <c>|</c> between, case ignored; null for all.
    /// S3: <c>bucket/key</c>. Glue: <c>database.table</c>. Athena's StartQueryExecution and query faults: any table name
    /// in the statement, <c>database.table</c>, and its <c>external_location</c>, <c>bucket/key</c>; other Athena
    /// operations: the query's id.
    /// </summary>
    public string? Target { get; init; }

    /// <summary>
    /// Chance of each matching request, 0 to 1. Null with no <see cref="Nth"/> and no <see cref="Every"/> means all of
    /// them.
    /// </summary>
    public double? Probability { get; init; }

    /// <summary>Strikes the n-th matching request alone, from 1.</summary>
    public long? Nth { get; init; }

    /// <summary>Strikes every n-th matching request.</summary>
    public long? Every { get; init; }

    /// <summary>Strikes at most so often; null for no limit.</summary>
    public long? Count { get; init; }

    /// <summary>Seconds to wait, 0 to 3,600.</summary>
    public double Seconds { get; init; }

    /// <summary>Up to so many seconds more, drawn evenly, 0 to 3,600.</summary>
    public double Spread { get; init; }

    /// <summary>Part of the body that is sent, or of the keys that fail, 0 to 1. Default half.</summary>
    public double Fraction { get; init; } = 0.5;

    /// <summary>Items of a page, 1 to 1,000. Default 1.</summary>
    public int PageSize { get; init; } = 1;

    /// <summary>AWS's error code in the place of the usual one.</summary>
    public string? Code { get; init; }

    /// <summary>Message in the place of the usual one; of a failed query its StateChangeReason.</summary>
    public string? Message { get; init; }

    /// <summary>HTTP status in the place of the usual one, 400 to 599.</summary>
    public int? Status { get; init; }

    /// <summary>AthenaError.ErrorCategory of a failed query: 1 system, 2 user, 3 other. Default 1.</summary>
    public int Category { get; init; } = 1;

    /// <summary>AthenaError.ErrorType of a failed query. Default 1.</summary>
    public int Type { get; init; } = 1;

    /// <summary>AthenaError.Retryable of a failed query. Default true.</summary>
    public bool Retryable { get; init; } = true;

    /// <summary>
    /// Whether a CTAS that fails leaves its files, the last of them half written. Default no: it fails before it
    /// writes.
    /// </summary>
    public bool LeaveFiles { get; init; }

    /// <summary>Whether the process stops after the request has been carried out. Default: before.</summary>
    public bool CarriedOut { get; init; }

    internal bool IsForQueries => Fault is FaultKind.QueryDelay or FaultKind.QueryFailure;

    /// <summary>What is wrong with the rule, one sentence each.</summary>
    internal IEnumerable<string> Problems()
    {
        if (Service is not (null or "athena" or "glue" or "s3" or "sts"))
            yield return $"service '{Service}' must be athena, glue, s3 or sts.";
        if (new[] { Probability is not null, Nth is not null, Every is not null }.Count(given => given) > 1)
            yield return "only one of probability, nth and every can be given.";
        if (Probability is not (null or (>= 0 and <= 1)))
            yield return $"probability {Probability} must be from 0 to 1.";
        if (Fraction is not (>= 0 and <= 1))
            yield return $"fraction {Fraction} must be from 0 to 1.";
        foreach (
            var (name, number) in new[] { ("nth", Nth), ("every", Every), ("count", Count) }.Where(n => n.Item2 < 1)
        )
            yield return $"{name} {number} must be at least 1.";
        foreach (
            var (name, seconds) in new[] { ("seconds", Seconds), ("spread", Spread) }.Where(s =>
                s.Item2 is not (>= 0 and <= 3600)
            )
        )
            yield return $"{name} {seconds} must be from 0 to 3600.";
        if (PageSize is not (>= 1 and <= 1000))
            yield return $"page_size {PageSize} must be from 1 to 1000.";
        if (Status is not (null or (>= 400 and <= 599)))
            yield return $"status {Status} must be from 400 to 599.";
        if (Fault == FaultKind.Error && string.IsNullOrEmpty(Code))
            yield return "the fault error needs a code.";
    }
}

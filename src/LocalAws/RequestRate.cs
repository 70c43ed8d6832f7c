namespace LocalAws;

/// <summary>How often an operation may be called.</summary>
/// <param name="PerSecond">Calls that are regained every second.</param>
/// <param name="Burst">Calls that may be saved up, and so made at once.</param>
public sealed record RequestRate(double PerSecond, int Burst)
{
    /// <summary>
    /// Athena's default quotas per account, by operation, as its Service Quotas page has them. What is not listed is
    /// not limited.
    /// </summary>
    public static IReadOnlyDictionary<string, RequestRate> AthenaDefaults { get; } =
        new Dictionary<string, RequestRate>
        {
            ["StartQueryExecution"] = new(20, 80),
            ["StopQueryExecution"] = new(20, 80),
            ["GetQueryExecution"] = new(100, 200),
            ["GetQueryResults"] = new(100, 200),
            ["BatchGetQueryExecution"] = new(20, 40),
            ["ListQueryExecutions"] = new(5, 10),
        };
}

using CommerceAnalytics.Runs;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>Input of a run.</summary>
/// <param name="Request">What to refresh, for which date.</param>
/// <param name="Only">For a rerun of just the tables that failed: those; null for all that the request names.</param>
/// <param name="RerunOf">For such a rerun: the run whose tables failed.</param>
public sealed record RunInput(RunRequest Request, IReadOnlyList<TableName>? Only = null, string? RerunOf = null)
{
    /// <summary>All tables that the run refreshes, by service in the order of the request.</summary>
    public IEnumerable<TableName> Tables() => Only ??
        (from service in Request.ServiceNames
         from queryType in Request.QueryTypes
         select new TableName(service, queryType));
}

/// <summary>A summary table.</summary>
/// <param name="ServiceName">Service.</param>
/// <param name="QueryType">Query type.</param>
public sealed record TableName(string ServiceName, string QueryType);

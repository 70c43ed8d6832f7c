using System.Diagnostics;
using CommerceAnalytics.Naming;

namespace CommerceAnalytics.Functions.Telemetry;

/// <summary>
/// Says on the span of an activity what it works on, so that a trace can be searched for a table or a query.
/// </summary>
internal static class SpanTags
{
    public const string RunId = "commerce.run_id";
    public const string RunStatus = "commerce.run.status";
    public const string Service = "commerce.service";
    public const string QueryType = "commerce.query_type";
    public const string Table = "commerce.table";
    public const string TableStatus = "commerce.table.status";
    public const string QueryExecutionId = "aws.athena.query_execution_id";

    /// <summary>The activity works for a run.</summary>
    public static void OfRun(string runId) => Activity.Current?.SetTag(RunId, runId);

    /// <summary>The activity works for a service of a run.</summary>
    public static void OfService(string runId, string serviceName) =>
        Activity.Current?.SetTag(RunId, runId).SetTag(Service, serviceName);

    /// <summary>The activity works on one table of a run.</summary>
    public static void OfTable(string runId, string serviceName, string queryType, string? queryExecutionId = null)
    {
        if (Activity.Current is not { } span)
            return;
        span.SetTag(RunId, runId)
            .SetTag(Service, serviceName)
            .SetTag(QueryType, queryType)
            .SetTag(Table, SummaryNames.Table(serviceName, queryType));
        OfQuery(queryExecutionId);
    }

    /// <summary>
    /// The activity works on a statement of a run that makes no table: of the extraction, or for figures.
    /// </summary>
    public static void OfStatement(string runId, string queryType) =>
        Activity.Current?.SetTag(RunId, runId).SetTag(QueryType, queryType);

    /// <summary>The activity submitted this query, or works on what it wrote.</summary>
    public static void OfQuery(string? queryExecutionId)
    {
        if (queryExecutionId is not null)
            Activity.Current?.SetTag(QueryExecutionId, queryExecutionId);
    }

    /// <summary>The activity looks at, or stops, these queries.</summary>
    public static void OfQueries(IEnumerable<string> queryExecutionIds) =>
        Activity.Current?.SetTag(QueryExecutionId, queryExecutionIds.ToArray());
}

using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace CommerceAnalytics.Reports;

/// <summary>Sums over all tables of a run. The overview is none of them, but what it cost is in the sums.</summary>
/// <param name="Tables">Tables of the run.</param>
/// <param name="Published">Tables published.</param>
/// <param name="Failed">Tables that failed or are held.</param>
/// <param name="Rows">Rows of the published tables.</param>
/// <param name="DataScannedBytes">Bytes scanned by all queries, the failed ones too.</param>
/// <param name="EstimatedCostUsd">What Athena's list price makes of it, in US dollars.</param>
public sealed record ReportTotals(
    int Tables,
    int Published,
    int Failed,
    long Rows,
    long DataScannedBytes,
    decimal EstimatedCostUsd
)
{
    /// <summary>
    /// Activities that ran and answered, of the run and all that belongs to it, up to the writing of the report.
    /// </summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public int? ActivityExecutions { get; init; }

    /// <summary>Requests to AWS that they made.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public ApiCalls? ApiCalls { get; init; }

    /// <summary>The sums over all tables of these services.</summary>
    /// <param name="services">All services of the run.</param>
    public static ReportTotals Of(IEnumerable<ServiceReport> services) =>
        Of(services.SelectMany(service => service.Tables));

    /// <summary>The sums over these tables.</summary>
    /// <param name="tables">All tables of the run.</param>
    /// <param name="extract">What was read for all of them, or null.</param>
    /// <param name="own">What the run itself has spent, or null.</param>
    /// <param name="overview">The overview, or null.</param>
    public static ReportTotals Of(
        IEnumerable<TableReport> tables,
        ExtractReport? extract = null,
        CallCounts? own = null,
        TableReport? overview = null
    )
    {
        var all = tables.ToList();
        List<TableReport> paid = overview is null ? all : [overview, .. all];
        var published = all.Where(table => table.Status == TableStatus.Published).ToList();
        var spent = Spent(paid, extract).Aggregate(own ?? CallCounts.None, (sum, part) => sum + part);
        var (bytes, usd) = Paid(paid, extract);
        return new(
            all.Count,
            published.Count,
            all.Count(table => table.HasFailed),
            published.Sum(table => table.Rows ?? 0),
            bytes,
            decimal.Round(usd, 6)
        )
        {
            ActivityExecutions = spent.ActivityExecutions,
            ApiCalls = spent.ApiCalls,
        };
    }

    /// <summary>Bytes that were scanned, and what they cost in US dollars, not rounded.</summary>
    /// <param name="tables">Tables, the overview among them or not.</param>
    /// <param name="extract">What was read for all of them, or null.</param>
    public static (long Bytes, decimal Usd) Paid(IReadOnlyCollection<TableReport> tables, ExtractReport? extract = null)
    {
        var queries = extract?.Queries ?? [];
        var bytes = tables.Sum(Bytes);
        var usd = tables.Sum(Cost);
        foreach (var query in queries)
        {
            bytes += query.DataScannedBytes ?? 0;
            usd += Cost(query.QueryExecutionId, query.DataScannedBytes);
        }

        return (bytes, usd);
    }

    private static IEnumerable<CallCounts> Spent(List<TableReport> tables, ExtractReport? extract)
    {
        foreach (var table in tables)
            yield return Calls(table.ActivityExecutions, table.ApiCalls);
        if (extract is null)
            yield break;
        yield return Calls(extract.ActivityExecutions, extract.ApiCalls);
        foreach (var query in extract.Queries)
            yield return Calls(query.ActivityExecutions, query.ApiCalls);
    }

    private static CallCounts Calls(int? activities, ApiCalls? calls) => new(activities ?? 0, calls ?? ApiCalls.None);

    private static long Bytes(TableReport table)
    {
        var figures = table.FiguresScannedBytes ?? [];
        return (table.DataScannedBytes ?? 0) + figures.Sum();
    }

    private static decimal Cost(TableReport table)
    {
        var figures = table.FiguresScannedBytes ?? [];
        return Cost(table.QueryExecutionId, table.DataScannedBytes) + figures.Sum(AthenaPrice.OfQuery);
    }

    private static decimal Cost(string? queryExecutionId, long? dataScannedBytes)
    {
        if (queryExecutionId is null)
            return 0;
        return AthenaPrice.OfQuery(dataScannedBytes ?? 0);
    }
}

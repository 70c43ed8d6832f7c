using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Tables;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Overview;

/// <summary>What a run does with the overview.</summary>
/// <param name="Services">The services to build it for; none where it is left as it is.</param>
/// <param name="LastDurationMs">How long its query took last time, in milliseconds; null when not known.</param>
/// <param name="LeftAlone">Why it is left as it is; null where it is built.</param>
public sealed record PreparedOverview(IReadOnlyList<string> Services, long? LastDurationMs, TableReport? LeftAlone)
{
    /// <summary>Of a run that has nothing to do with it.</summary>
    public static PreparedOverview None { get; } = new([], null, null);

    /// <summary>
    /// Builds it for all services of the run and all that the live one shows, unless that one is of a later date. One of
    /// the same date is built anew too: a log that was mended since would be held against what it was before.
    /// </summary>
    /// <param name="scope">The run.</param>
    /// <param name="services">Services of the run.</param>
    /// <param name="tables">All tables of the catalog, by name.</param>
    internal static PreparedOverview Of(
        RunScope scope,
        IReadOnlyList<string> services,
        IReadOnlyDictionary<string, CatalogTable> tables
    )
    {
        var live = tables.GetValueOrDefault(OverviewTable.Name);
        var shown = TableParameters.ServiceNames(live);
        var published = TableParameters.CalculationDate(live);
        // Not by force either: next to the later tables of other services it would take all of them back.
        if (published > scope.ExecutionDate)
            return Leave(
                TableReports.Notice(PublishedDates.LaterData(scope.ExecutionDate, live!.Name, published.Value, 1))
            );
        List<string> queryTypes = [.. scope.Summaries.Names];
        var kept = shown.Where(service => HasTables(service, queryTypes, tables));
        List<string> all = [.. services.Union(kept).Order(StringComparer.Ordinal)];
        return new(all, TableParameters.DurationMs(live), null);
    }

    private static PreparedOverview Leave(ReportNotice why) =>
        new([], null, TableReports.OfOverview(TableStatus.Skipped) with { Warnings = [why] });

    /// <summary>A service that was removed has none left.</summary>
    private static bool HasTables(
        string service,
        List<string> queryTypes,
        IReadOnlyDictionary<string, CatalogTable> tables
    ) =>
        queryTypes
            .Select(queryType => tables.GetValueOrDefault(SummaryNames.Table(service, queryType)))
            .Any(table => TableParameters.RunId(table) is not null);
}

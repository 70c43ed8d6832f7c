using System.Text.Json.Serialization;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Tables;
using CommerceAnalytics.History;
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
    /// <summary>Whether it goes to history alone: the live one shows a later date, and stays.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsHistoryOnly { get; init; }

    /// <summary>Of a run that has nothing to do with it.</summary>
    public static PreparedOverview None { get; } = new([], null, null);

    /// <summary>
    /// Builds it for all services of the run and all that the live one shows; for history alone where that one is of a
    /// later date, and not at all where history does not keep the night. One of the same date is built anew too: a log
    /// that was mended since would be held against what it was before.
    /// </summary>
    /// <param name="services">Services of the run.</param>
    /// <param name="tables">All tables of the catalog, by name.</param>
    internal static PreparedOverview Of(
        RunScope scope,
        IReadOnlyList<string> services,
        IReadOnlyDictionary<string, CatalogTable> tables
    )
    {
        var live = tables.GetValueOrDefault(OverviewTable.Name);
        var published = TableParameters.CalculationDate(live);
        // The live one stays whatever is forced: next to the later tables of other services it would take all of them back.
        var isLater = published > scope.ExecutionDate;
        if (isLater && !HistoryNights.IsKept(scope.ExecutionDate, published!.Value, scope.Settings.HistoryNights))
            return Leave(
                TableReports.Notice(PublishedDates.LaterData(scope.ExecutionDate, live!.Name, published.Value, 1))
            );
        return new(All(scope, services, tables), TableParameters.DurationMs(live), null) { IsHistoryOnly = isLater };
    }

    /// <summary>Builds a past night of it, for the same services, whatever the live one shows.</summary>
    internal static PreparedOverview ForHistory(
        RunScope scope,
        IReadOnlyList<string> services,
        IReadOnlyDictionary<string, CatalogTable> tables
    ) => new(All(scope, services, tables), null, null) { IsHistoryOnly = true };

    private static IReadOnlyList<string> All(
        RunScope scope,
        IReadOnlyList<string> services,
        IReadOnlyDictionary<string, CatalogTable> tables
    )
    {
        List<string> queryTypes = [.. scope.Summaries.Names];
        var shown = TableParameters.ServiceNames(tables.GetValueOrDefault(OverviewTable.Name));
        var kept = shown.Where(service => HasTables(service, queryTypes, tables));
        return [.. services.Union(kept).Order(StringComparer.Ordinal)];
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

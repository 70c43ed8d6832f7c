using CommerceAnalytics.Naming;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Reports;

/// <summary>What a report says of a table, from what the orchestrators know.</summary>
internal static class TableReports
{
    public static TableReport Of(string serviceName, string queryType, TableStatus status, Failure? failure = null) =>
        new()
        {
            QueryType = queryType,
            Table = SummaryNames.Table(serviceName, queryType),
            Status = status,
            Error = failure is null ? null : Notice(failure),
        };

    public static TableReport OfOverview(TableStatus status, Failure? failure = null) =>
        new()
        {
            QueryType = OverviewTable.QueryType,
            Table = OverviewTable.Name,
            Status = status,
            Error = failure is null ? null : Notice(failure),
        };

    public static ReportNotice Notice(Failure failure) => new(failure.Code, failure.Message, failure.Advice);

    /// <summary>
    /// A failed or held table outweighs a cancelled one; a table that was left alone on purpose counts for nothing.
    /// </summary>
    public static ReportStatus StatusOf(IEnumerable<TableReport> tables)
    {
        var all = tables.ToList();
        return all.Exists(table => table.HasFailed) ? ReportStatus.Failed
            : all.Exists(table => table.Status == TableStatus.Cancelled) ? ReportStatus.Cancelled
            : ReportStatus.Succeeded;
    }
}

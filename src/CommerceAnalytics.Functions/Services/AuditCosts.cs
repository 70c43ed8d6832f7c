using CommerceAnalytics.Functions.QueryQueue;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Services;

/// <summary>What the audit of a batch has cost.</summary>
/// <param name="queryType">First table of the batch: its report tells them.</param>
internal sealed class AuditCosts(string queryType)
{
    private readonly List<ReportNotice> _warnings = [];
    private readonly List<long> _scannedBytes = [];
    private CallCounts _spent = CallCounts.None;

    public string QueryType => queryType;

    public void Add(CallCounts spent) => _spent += spent;

    public void Add(QueryResult query)
    {
        _spent += query.CallCounts;
        _warnings.AddRange(query.Warnings());
        if (query.QueryExecutionId is not null)
            _scannedBytes.Add(query.DataScannedBytes);
    }

    public TableReport AddTo(TableReport table) =>
        table with
        {
            Warnings = [.. table.Warnings, .. _warnings],
            FiguresScannedBytes = _scannedBytes.Count == 0 ? null : [.. _scannedBytes],
            ActivityExecutions = (table.ActivityExecutions ?? 0) + _spent.ActivityExecutions,
            ApiCalls = _spent.ApiCalls + table.ApiCalls,
        };
}

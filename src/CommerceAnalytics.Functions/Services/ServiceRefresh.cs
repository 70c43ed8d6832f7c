using CommerceAnalytics.Audit;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Tables;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Services;

/// <summary>The batches of a service at work: fans out, waits at the barrier, tells the run.</summary>
internal sealed class ServiceRefresh(TaskOrchestrationContext context, ServiceInput input)
{
    private readonly Dictionary<string, Task<TableReport>> _going = [];
    private readonly HashSet<string> _querying = [];
    private readonly List<TableReport> _ended = [];
    private readonly List<TableReport> _untold = [];
    private readonly ServiceAudit _audit = new(context, input);
    private Task<string> _queryOver = context.WaitForExternalEvent<string>(RefreshEvents.QueryOver);
    private int _batch;

    public async Task<IReadOnlyList<TableReport>> RunAsync()
    {
        foreach (var next in input.Tables.GroupBy(table => table.Batch).OrderBy(tables => tables.Key))
        {
            _batch = next.Key;
            Begin([.. next]);
            await WaitAsync(() => _querying.Count == 0);
        }

        await WaitAsync(() => _going.Count == 0);
        var pruning = new ServicePruning(context, input);
        var pruned = await pruning.BeginAsync(_ended);
        return pruning.Note(_audit.Note(ToldOnce()), pruned);
    }

    private List<TableReport> ToldOnce()
    {
        var order = input.Tables.Select(table => table.QueryType).ToList();
        var tables = _ended.OrderBy(table => order.IndexOf(table.QueryType)).ToList();
        var findings = TableAudit.ToldOnce([.. tables.Select(table => table.Findings)]);
        return [.. tables.Zip(findings, (table, told) => table with { Findings = told })];
    }

    private void Begin(IReadOnlyList<TableToRefresh> tables)
    {
        foreach (var table in tables)
        {
            _querying.Add(table.QueryType);
            _going.Add(table.QueryType, RefreshAsync(table));
        }

        Tell(begun: [.. tables.Select(table => table.QueryType)]);
    }

    private async Task<TableReport> RefreshAsync(TableToRefresh table)
    {
        var refresh = new RefreshInput(
            input.Run,
            input.ServiceName,
            table.QueryType,
            input.QueueId,
            context.InstanceId,
            table.LastDurationMs
        );
        var options = new SubOrchestrationOptions(
            instanceId: ChildIds.Refresh(input.Run.RunKey, input.ServiceName, table.QueryType)
        );
        try
        {
            return await context.CallSubOrchestratorAsync<TableReport>(
                FunctionNames.RefreshTableOrchestrator,
                refresh,
                options
            );
        }
        catch (TaskFailedException e)
        {
            var failure = CallFailures.Of(FunctionNames.RefreshTableOrchestrator, e.FailureDetails);
            return TableReports.Of(input.ServiceName, table.QueryType, TableStatus.Failed, failure);
        }
    }

    /// <summary>
    /// A refresh that ends without a word about its query (it cannot, but for a bug) must not hold up the barrier
    /// either.
    /// </summary>
    private async Task WaitAsync(Func<bool> isOver)
    {
        while (!isOver())
        {
            _audit.Begin(_going.Keys);
            await Task.WhenAny([_queryOver, .. _audit.Awaited, .. _going.Values]);
            await TakeQueriesAsync();
            await _audit.TakeAsync();
            await TakeReportsAsync();
        }
    }

    private async Task TakeQueriesAsync()
    {
        while (_queryOver.IsCompleted)
        {
            var queryType = await _queryOver;
            _queryOver = context.WaitForExternalEvent<string>(RefreshEvents.QueryOver);
            if (_querying.Remove(queryType))
                Tell(built: [queryType]);
        }
    }

    private async Task TakeReportsAsync()
    {
        foreach (var (queryType, refresh) in _going.Where(pair => pair.Value.IsCompleted).ToList())
        {
            _going.Remove(queryType);
            _querying.Remove(queryType);
            var report = await refresh;
            _ended.Add(report);
            _untold.Add(report);
            Tell(batchOver: IsBatchOver(queryType));
        }
    }

    private bool IsBatchOver(string queryType)
    {
        var own = input.Tables.First(table => table.QueryType == queryType).Batch;
        return !input.Tables.Any(table => table.Batch == own && _going.ContainsKey(table.QueryType));
    }

    private void Tell(IReadOnlyList<string>? begun = null, IReadOnlyList<string>? built = null, bool batchOver = false)
    {
        if (input.IsQuiet && !batchOver)
            return;
        context.SendEvent(
            input.Run.RunId,
            RunEvents.Progress,
            new ServiceProgress(input.ServiceName, _batch, begun ?? [], built ?? [], [.. _untold], batchOver)
        );
        _untold.Clear();
    }
}

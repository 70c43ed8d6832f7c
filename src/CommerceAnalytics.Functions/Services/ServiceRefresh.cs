using CommerceAnalytics.Functions.Outcomes;
using CommerceAnalytics.Functions.Refreshes;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Services;

/// <summary>The batches of a service at work: fans out, waits at the barrier, tells the run.</summary>
internal sealed class ServiceRefresh(TaskOrchestrationContext context, ServiceInput input)
{
    private readonly Dictionary<string, Task<TableReport>> going = [];
    private readonly HashSet<string> querying = [];
    private readonly List<TableReport> ended = [];
    private readonly List<TableReport> untold = [];
    private Task<string> queryOver = context.WaitForExternalEvent<string>(RefreshEvents.QueryOver);
    private int batch;

    public async Task<IReadOnlyList<TableReport>> RunAsync()
    {
        foreach (var next in input.Tables.GroupBy(table => table.Batch).OrderBy(tables => tables.Key))
        {
            batch = next.Key;
            Begin([.. next]);
            await WaitAsync(() => querying.Count == 0);
        }

        await WaitAsync(() => going.Count == 0);
        var pruning = new ServicePruning(context, input);
        var pruned = pruning.BeginAsync(ended);
        var tables = await new ServiceFigures(context, input).WarnAsync(ended);
        return pruning.Note(tables, await pruned);
    }

    private void Begin(IReadOnlyList<TableToRefresh> tables)
    {
        foreach (var table in tables)
        {
            querying.Add(table.QueryType);
            going.Add(table.QueryType, RefreshAsync(table));
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

    /// <summary>A refresh that ends without a word about its query (it cannot, but for a bug) must not hold up the barrier either.</summary>
    private async Task WaitAsync(Func<bool> isOver)
    {
        while (!isOver())
        {
            await Task.WhenAny([queryOver, .. going.Values]);
            await TakeQueriesAsync();
            await TakeReportsAsync();
        }
    }

    private async Task TakeQueriesAsync()
    {
        while (queryOver.IsCompleted)
        {
            var queryType = await queryOver;
            queryOver = context.WaitForExternalEvent<string>(RefreshEvents.QueryOver);
            if (querying.Remove(queryType))
                Tell(built: [queryType]);
        }
    }

    private async Task TakeReportsAsync()
    {
        foreach (var (queryType, refresh) in going.Where(pair => pair.Value.IsCompleted).ToList())
        {
            going.Remove(queryType);
            querying.Remove(queryType);
            var report = await refresh;
            ended.Add(report);
            untold.Add(report);
            Tell(batchOver: IsBatchOver(queryType));
        }
    }

    private bool IsBatchOver(string queryType)
    {
        var own = input.Tables.First(table => table.QueryType == queryType).Batch;
        return !input.Tables.Any(table => table.Batch == own && going.ContainsKey(table.QueryType));
    }

    private void Tell(IReadOnlyList<string>? begun = null, IReadOnlyList<string>? built = null, bool batchOver = false)
    {
        if (input.IsQuiet && !batchOver)
            return;
        context.SendEvent(
            input.Run.RunId,
            RunEvents.Progress,
            new ServiceProgress(input.ServiceName, batch, begun ?? [], built ?? [], [.. untold], batchOver)
        );
        untold.Clear();
    }
}

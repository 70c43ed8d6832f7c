using CommerceAnalytics.Functions.Extracts;
using CommerceAnalytics.Functions.Outcomes;
using CommerceAnalytics.Functions.Queue;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Services;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>The services of a run at work: so many at once, one queue for all, the report after each batch.</summary>
internal sealed class RunServices(
    TaskOrchestrationContext context, ActivityCalls activities, PreparedRun run, RunBoard board, Task<object?> cancel, RunDeadline deadline, DateTime startedAt)
{
    private readonly string queueId = ChildIds.Queue(run.Scope.RunKey);
    private readonly Queue<PreparedService> pending = new(run.Services);
    private readonly Dictionary<string, Task<IReadOnlyList<TableReport>>> going = [];
    private Task<ServiceProgress> progress = context.WaitForExternalEvent<ServiceProgress>(RunEvents.Progress);
    private Task<ReportOutcome>? writing;
    private Task<ExtractResult>? extracting;
    private DateTime nextReport;
    private bool reportDue = true;
    private bool cancelled;

    public async Task RunAsync()
    {
        foreach (var service in run.Services)
            board.End(service.ServiceName, service.LeftAlone);

        // An event to an instance that is not there yet would be lost: services begin when the queue has spoken.
        var ready = context.WaitForExternalEvent<object?>(QueueEvents.Ready);
        var queue = RunQueueAsync();
        await Task.WhenAny(ready, queue);
        // In the other mode tables are refreshed from the raw log itself.
        extracting = run.Scope.Settings.ScanMode == ScanMode.Extract ? ExtractAsync() : null;
        while ((pending.Count + going.Count > 0 || extracting is not null) && !queue.IsCompleted)
        {
            Cancel();
            Begin();
            WriteReport();
            Show();
            await Task.WhenAny(Awaited(queue));
            await TakeAsync();
            reportDue |= await deadline.TellAsync(board.Going());
        }

        context.SendEvent(queueId, QueueEvents.Close, true);
        if (await queue is { } failure)
            board.EndRest(TableStatus.Failed, failure);
        if (writing is not null)
            await writing;
    }

    private async Task<Failures.Failure?> RunQueueAsync()
    {
        try
        {
            await context.CallSubOrchestratorAsync(
                FunctionNames.QueryQueueOrchestrator, new QueueState(run.Scope) { Looks = QueueState.LearningLooks }, new SubOrchestrationOptions(instanceId: queueId));
            return null;
        }
        catch (TaskFailedException e)
        {
            return CallFailures.Of(FunctionNames.QueryQueueOrchestrator, e.FailureDetails);
        }
    }

    private void Cancel()
    {
        if (!cancel.IsCompleted || cancelled)
            return;
        cancelled = true;
        context.SendEvent(queueId, QueueEvents.Cancel, true);
        while (pending.TryDequeue(out var service))
            board.EndRest(TableStatus.Cancelled, serviceName: service.ServiceName);
    }

    private void Begin()
    {
        while (extracting is null && going.Count < run.Scope.Settings.MaxConcurrentServices && pending.TryDequeue(out var next))
            going.Add(next.ServiceName, RefreshAsync(next));
    }

    private Task<ExtractResult> ExtractAsync()
    {
        var services = run.Services.Select(service => new ExtractService(service.ServiceName, [.. service.Tables.Select(table => table.QueryType)]));
        return context.CallSubOrchestratorAsync<ExtractResult>(
            FunctionNames.ExtractOrchestrator,
            new ExtractInput(run.Scope, [.. services], queueId, run.Scope.Reextract),
            new SubOrchestrationOptions(instanceId: ChildIds.Extraction(run.Scope.RunKey)));
    }

    private async Task TakeExtractAsync()
    {
        if (extracting is not { IsCompleted: true } ended)
            return;
        extracting = null;
        reportDue = true;
        ExtractResult result;
        try
        {
            result = await ended;
        }
        catch (TaskFailedException e)
        {
            result = ExtractReports.Failed(CallFailures.Of(FunctionNames.ExtractOrchestrator, e.FailureDetails));
        }

        board.Extract = result.Report;
        foreach (var service in pending.ToList())
            pending.Enqueue(WithoutObstructed(pending.Dequeue(), result));
    }

    /// <summary>Ends the tables of a service that need days which could not be extracted.</summary>
    private PreparedService WithoutObstructed(PreparedService service, ExtractResult result)
    {
        var tables = service.Tables.ToLookup(table => ExtractReports.Obstacle(result, run.Scope, service.ServiceName, table.QueryType));
        board.End(service.ServiceName, tables.Where(same => same.Key is not null)
            .SelectMany(same => same.Select(table => TableReports.Of(service.ServiceName, table.QueryType, TableStatus.Failed, same.Key))));
        return service with { Tables = [.. tables[null]] };
    }

    private Task<IReadOnlyList<TableReport>> RefreshAsync(PreparedService service) =>
        context.CallSubOrchestratorAsync<IReadOnlyList<TableReport>>(
            FunctionNames.ServiceOrchestrator,
            new ServiceInput(run.Scope, service.ServiceName, service.Tables, queueId, board.IsQuiet),
            new SubOrchestrationOptions(instanceId: ChildIds.Service(run.Scope.RunKey, service.ServiceName)));

    private IEnumerable<Task> Awaited(Task queue) =>
        new[] { progress, queue, cancelled ? null : cancel, writing is { IsCompleted: false } ? writing : null, extracting, deadline.Passed }.OfType<Task>().Concat(going.Values);

    private async Task TakeAsync()
    {
        await TakeExtractAsync();
        while (progress.IsCompleted)
        {
            var news = await progress;
            progress = context.WaitForExternalEvent<ServiceProgress>(RunEvents.Progress);
            board.Take(news);
            reportDue |= news.BatchOver;
        }

        foreach (var (serviceName, service) in going.Where(pair => pair.Value.IsCompleted).ToList())
        {
            going.Remove(serviceName);
            await EndAsync(serviceName, service);
        }
    }

    private async Task EndAsync(string serviceName, Task<IReadOnlyList<TableReport>> service)
    {
        try
        {
            board.End(serviceName, await service);
        }
        catch (TaskFailedException e)
        {
            board.EndRest(TableStatus.Failed, CallFailures.Of(FunctionNames.ServiceOrchestrator, e.FailureDetails), serviceName);
        }
    }

    /// <summary>
    /// One write at a time, beside everything else. Runs of very many tables write less often: each write carries the whole report.
    /// A report that could not be written is written by the next batch, or at the end.
    /// </summary>
    private void WriteReport()
    {
        if (!reportDue || writing is { IsCompleted: false } || context.CurrentUtcDateTime < nextReport)
            return;
        reportDue = false;
        nextReport = context.CurrentUtcDateTime.AddSeconds(board.Tables / 20);
        var report = board.Report(run.Scope.RunId, run.Scope.ExecutionDate, startedAt, null, activities.Spent);
        writing = activities.AskAsync<ReportOutcome>(FunctionNames.WriteReport, report);
    }

    private void Show() => context.SetCustomStatus(board.Progress(RunProgress.Running, cancelled ? "cancelled, ending in order" : extracting is not null ? "extracting the days that are missing" : null));
}

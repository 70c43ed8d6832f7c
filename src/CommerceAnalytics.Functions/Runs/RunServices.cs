using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.QueryQueue;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Services;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>The services of a run at work: so many at once, one queue for all, the report after each batch.</summary>
internal sealed class RunServices(
    TaskOrchestrationContext context,
    ActivityCalls activities,
    PreparedRun run,
    TableStates states,
    Task<object?> cancel,
    RunDeadline deadline,
    DateTime startedAt
)
{
    private readonly string _queueId = ChildIds.Queue(run.Scope.RunKey);
    private readonly Queue<PreparedService> _pending = new(run.Services);
    private readonly Dictionary<string, Task<IReadOnlyList<TableReport>>> _going = [];
    private Task<ServiceProgress> _progress = context.WaitForExternalEvent<ServiceProgress>(RunEvents.Progress);
    private readonly RunExtraction _extraction = new(context, run, states);
    private readonly RunOverview _overview = new(context, run, states);
    private readonly RunHistory _history = new(activities, run.Scope, states);
    private readonly OngoingReport _report = new(context, activities, run.Scope, states, startedAt);
    private bool _cancelled;

    public async Task RunAsync()
    {
        foreach (var service in run.Services)
            states.End(service.ServiceName, service.LeftAlone);
        states.Overview = run.Overview.LeftAlone;

        // An event to an instance that is not there yet would be lost: services begin when the queue has spoken.
        var ready = context.WaitForExternalEvent<object?>(QueueEvents.Ready);
        var queue = RunQueueAsync();
        await Task.WhenAny(ready, queue);
        _extraction.Begin(_queueId);
        while (GoesOn() && !queue.IsCompleted)
        {
            Cancel();
            Begin();
            await _report.WriteAsync();
            _history.Begin();
            Show();
            await Task.WhenAny(Awaited(queue));
            await TakeAsync();
            _report.IsDue |= await deadline.TellAsync();
        }

        context.SendEvent(_queueId, QueueEvents.Close, true);
        if (await queue is { } failure)
            await EndWithoutQueueAsync(failure);
        await EndPartsAsync();
        await _history.EndAsync();
        await _report.EndAsync();
    }

    private bool GoesOn() => _pending.Count + _going.Count > 0 || _extraction.Going is not null || !_overview.IsOver;

    /// <summary>Nobody waits for the queries of a queue that died, and they are billed.</summary>
    private async Task EndWithoutQueueAsync(Failure failure)
    {
        states.EndRest(TableStatus.Failed, failure);
        var input = new LostQueriesInput(run.Scope.RunId, run.Scope.ResultsLocation, startedAt);
        var stopped = await activities.CallWithRetryAsync<Done>(FunctionNames.StopLostQueries, input);
        if (stopped.Failure is { } refused)
            states.Warn(LostQueriesInput.NotStopped(refused));
    }

    /// <summary>
    /// Parts that go on when the queue has ended wait for it in vain, and this run could not end before them.
    /// </summary>
    private async Task EndPartsAsync()
    {
        var parts = _going.Keys.Select(service => ChildIds.Service(run.Scope.RunKey, service)).ToList();
        if (_extraction.Going is not null)
            parts.Add(ChildIds.Extraction(run.Scope.RunKey));
        if (_overview.Going is not null)
            parts.Add(ChildIds.Overview(run.Scope.RunKey));
        if (parts.Count == 0)
            return;
        var ended = await activities.CallWithRetryAsync<Done>(FunctionNames.EndParts, new EndPartsInput(parts));
        if (ended.Failure is { } failure)
            states.Warn(TableReports.Notice(failure));
    }

    private async Task<Failure?> RunQueueAsync()
    {
        try
        {
            await context.CallSubOrchestratorAsync(
                FunctionNames.QueryQueueOrchestrator,
                new QueueState(run.Scope),
                new SubOrchestrationOptions(instanceId: _queueId)
            );
            return null;
        }
        catch (TaskFailedException e)
        {
            return CallFailures.Of(FunctionNames.QueryQueueOrchestrator, e.FailureDetails);
        }
    }

    private void Cancel()
    {
        if (!cancel.IsCompleted || _cancelled)
            return;
        _cancelled = true;
        context.SendEvent(_queueId, QueueEvents.Cancel, true);
        _overview.Cancel();
        while (_pending.TryDequeue(out var service))
            states.EndRest(TableStatus.Cancelled, serviceName: service.ServiceName);
    }

    private void Begin()
    {
        if (_extraction.Going is not null)
            return;
        _overview.Begin(_queueId, _extraction.OverviewObstacle());
        while (
            _overview.IsOver
            && _going.Count < run.Scope.Settings.MaxConcurrentServices
            && _pending.TryDequeue(out var next)
        )
        {
            states.SetAtWork(next.ServiceName, true);
            _going.Add(next.ServiceName, RefreshAsync(next));
        }
    }

    private Task<IReadOnlyList<TableReport>> RefreshAsync(PreparedService service) =>
        context.CallSubOrchestratorAsync<IReadOnlyList<TableReport>>(
            FunctionNames.ServiceOrchestrator,
            new ServiceInput(run.Scope, service.ServiceName, service.Tables, _queueId, states.IsQuiet, HasOverview),
            new SubOrchestrationOptions(instanceId: ChildIds.Service(run.Scope.RunKey, service.ServiceName))
        );

    // Nights of a backfill are held to no day of the log.
    private bool HasOverview => states.Overview is { Status: TableStatus.Published } && !run.Scope.IsHistoryOnly;

    private IEnumerable<Task> Awaited(Task queue) =>
        new[]
        {
            _progress,
            queue,
            _cancelled ? null : cancel,
            _report.Going,
            _extraction.Going,
            _overview.Going,
            deadline.Passed,
        }
            .OfType<Task>()
            .Concat(_going.Values);

    private async Task TakeAsync()
    {
        if (_extraction.Going is { IsCompleted: true })
        {
            _report.IsDue = true;
            await _extraction.TakeAsync();
            foreach (var service in _pending.ToList())
                _pending.Enqueue(_extraction.WithoutObstructed(_pending.Dequeue()));
        }

        if (_overview.Going is { IsCompleted: true })
        {
            _report.IsDue = true;
            await _overview.TakeAsync();
        }

        while (_progress.IsCompleted)
        {
            var news = await _progress;
            _progress = context.WaitForExternalEvent<ServiceProgress>(RunEvents.Progress);
            states.Take(news);
            _report.IsDue |= news.BatchOver;
        }

        foreach (var (serviceName, service) in _going.Where(pair => pair.Value.IsCompleted).ToList())
        {
            _going.Remove(serviceName);
            states.SetAtWork(serviceName, false);
            await EndAsync(serviceName, service);
        }
    }

    private async Task EndAsync(string serviceName, Task<IReadOnlyList<TableReport>> service)
    {
        try
        {
            var tables = await service;
            states.End(serviceName, tables);
            _history.Add(tables, serviceName);
        }
        catch (TaskFailedException e)
        {
            states.EndRest(
                TableStatus.Failed,
                CallFailures.Of(FunctionNames.ServiceOrchestrator, e.FailureDetails),
                serviceName
            );
        }
    }

    private void Show() =>
        context.SetCustomStatus(
            states.Progress(
                RunProgress.Running,
                _cancelled ? "cancelled, ending in order"
                    : _extraction.Going is not null ? "extracting the days that are missing"
                    : _overview.Going is not null ? "building the overview"
                    : null
            )
        );
}

using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using DurableTask.Core.Middleware;
using FunctionsHost.Workers;

namespace FunctionsHost.Durable;

/// <summary>
/// Has the app's worker run what the engine wants run: the function that an orchestration or activity names.
/// </summary>
/// <param name="worker">Runs functions.</param>
/// <param name="functions">The app's functions.</param>
/// <param name="aborted">Gives back to the store what still runs.</param>
internal sealed class FunctionDispatch(
    IFunctionWorker worker,
    IReadOnlyList<FunctionDefinition> functions,
    CancellationToken aborted
)
{
    private readonly NamedFunctions _orchestrators = new("orchestrator", functions, OrchestrationOf);
    private readonly NamedFunctions _activities = new("activity", functions, ActivityOf);

    public async Task RunOrchestratorAsync(DispatchMiddlewareContext context, Func<Task> next)
    {
        var name = context.GetProperty<OrchestrationRuntimeState>().Name;
        if (_orchestrators.Find(name) is not { } function)
        {
            context.SetProperty(FailedOrchestration.Because(_orchestrators.Missing(name)));
            return;
        }
        await OrAbandonAsync(worker.RunOrchestratorAsync(function, context, next));
        CustomStatusLimit.Apply(context);
    }

    public Task RunActivityAsync(DispatchMiddlewareContext context, Func<Task> next)
    {
        var scheduled = context.GetProperty<TaskScheduledEvent>();
        if (_activities.Find(scheduled.Name) is { } function)
            return OrAbandonAsync(worker.RunActivityAsync(function, context, next));
        var missing = _activities.Missing(scheduled.Name);
        var failed = new TaskFailedEvent(-1, scheduled.EventId, missing.ErrorMessage, details: null, missing);
        context.SetProperty(new ActivityExecutionResult { ResponseEvent = failed });
        return Task.CompletedTask;
    }

    private static string? OrchestrationOf(FunctionDefinition function) =>
        (function.Trigger as OrchestrationTrigger)?.Orchestration;

    private static string? ActivityOf(FunctionDefinition function) => (function.Trigger as ActivityTrigger)?.Activity;

    private async Task OrAbandonAsync(Task run)
    {
        try
        {
            await run.WaitAsync(aborted);
        }
        catch (WorkerLostException lost)
        {
            throw new SessionAbortedException(lost.Message, lost);
        }
        catch (OperationCanceledException stopped) when (aborted.IsCancellationRequested)
        {
            throw new SessionAbortedException("The host stops.", stopped);
        }
    }
}

using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Middleware;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Shims;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Durable.InProcess;

/// <summary>
/// Runs orchestrators and activities in the host's own process, through the official shims that an isolated worker uses
/// too. For workers that have the app's code: <see cref="Workers.IFunctionWorker"/>'s two durable members need no more
/// than this.
/// </summary>
public sealed class InProcessCode
{
    private readonly DurableTaskShimFactory _shims;

    /// <summary>Runs code with the isolated worker's converter.</summary>
    /// <param name="loggers">Where replay-safe loggers of orchestrators and the shims write.</param>
    public InProcessCode(ILoggerFactory loggers)
    {
        var options = new DurableTaskWorkerOptions { DataConverter = new FunctionsDataConverter() };
        _shims = new DurableTaskShimFactory(options, loggers);
    }

    /// <summary>Runs a turn of an orchestration.</summary>
    /// <param name="context">The engine's.</param>
    /// <param name="create">Makes the orchestrator; called once for each replay from the start.</param>
    /// <param name="next">The engine's.</param>
    public Task RunOrchestratorAsync(DispatchMiddlewareContext context, Func<ITaskOrchestrator> create, Func<Task> next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var state = context.GetProperty<OrchestrationRuntimeState>();
        var deferred = (DeferredOrchestration)context.GetProperty<TaskOrchestration>();
        deferred.Create = () => _shims.CreateOrchestration(state.Name, create(), ParentOf(state));
        return next();
    }

    /// <summary>Runs an activity.</summary>
    /// <param name="context">The engine's.</param>
    /// <param name="create">Makes the activity.</param>
    /// <param name="next">The engine's.</param>
    public Task RunActivityAsync(DispatchMiddlewareContext context, Func<ITaskActivity> create, Func<Task> next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var name = context.GetProperty<TaskScheduledEvent>().Name;
        var deferred = (DeferredActivity)context.GetProperty<TaskActivity>();
        deferred.Create = () => _shims.CreateActivity(name!, create());
        return next();
    }

    private static ParentOrchestrationInstance? ParentOf(OrchestrationRuntimeState state)
    {
        if (state.ParentInstance is not { } parent)
            return null;
        return new ParentOrchestrationInstance(parent.Name, parent.OrchestrationInstance.InstanceId);
    }
}

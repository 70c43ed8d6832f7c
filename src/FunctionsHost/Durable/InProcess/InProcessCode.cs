using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Middleware;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Shims;
using Microsoft.Extensions.DependencyInjection;
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

    /// <summary>Runs code with the given converter.</summary>
    /// <param name="loggers">Where replay-safe loggers of orchestrators and the shims write.</param>
    /// <param name="converter">Inputs and results to JSON and back; the isolated worker's default if not given.</param>
    public InProcessCode(ILoggerFactory loggers, DataConverter? converter = null)
    {
        var options = new DurableTaskWorkerOptions { DataConverter = converter ?? new FunctionsDataConverter() };
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

    /// <summary>Runs an activity, with services of its own.</summary>
    /// <param name="context">The engine's.</param>
    /// <param name="services">The app's services; a scope of them lives as long as the activity runs.</param>
    /// <param name="create">Makes the activity.</param>
    /// <param name="next">The engine's.</param>
    public async Task RunActivityAsync(
        DispatchMiddlewareContext context,
        IServiceProvider services,
        Func<IServiceProvider, ITaskActivity> create,
        Func<Task> next
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        await using var scope = services.CreateAsyncScope();
        var name = context.GetProperty<TaskScheduledEvent>().Name;
        var deferred = (DeferredActivity)context.GetProperty<TaskActivity>();
        deferred.Create = () => _shims.CreateActivity(name!, create(scope.ServiceProvider));
        await next();
    }

    private static ParentOrchestrationInstance? ParentOf(OrchestrationRuntimeState state)
    {
        if (state.ParentInstance is not { } parent)
            return null;
        return new ParentOrchestrationInstance(parent.Name, parent.OrchestrationInstance.InstanceId);
    }
}

using DurableTask.Core;
using DurableTask.Core.Middleware;

namespace FunctionsHost.Durable;

/// <summary>
/// Gives a turn of an orchestration the time of a given clock. DurableTask.Core stamps events with the system's clock,
/// and an orchestrator's time (<c>CurrentUtcDateTime</c>), its timers and its retries come from the stamp of its turn's
/// start.
/// </summary>
/// <remarks>
/// All events that are new in the turn get the same time: they must not be later than the turn that reads them. What
/// the turn itself adds after the orchestrator ran still has the system's time; nothing in an orchestration reads it.
/// </remarks>
internal sealed class ClockMiddleware(TimeProvider time)
{
    public Task RunAsync(DispatchMiddlewareContext context, Func<Task> next)
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var newEvent in context.GetProperty<OrchestrationRuntimeState>().NewEvents)
            newEvent.Timestamp = now;
        return next();
    }
}

using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsHost.InProcess.Functions;

/// <summary>
/// The span of one invocation, named and attributed as the Functions worker does (2.52, telemetry schema 1.37). An
/// orchestrator has none: it is invoked turn by turn, while the task hub has one span for all of them.
/// </summary>
internal readonly record struct InvocationSpan(Activity? Span) : IDisposable
{
    private static readonly ActivitySource Source = new("Microsoft.Azure.Functions.Worker");

    public static InvocationSpan Start(FunctionMethod function, FunctionContext context)
    {
        if (function.Trigger is OrchestrationTriggerAttribute || !Source.HasListeners())
            return default;
        return new(
            Source
                .StartActivity($"function {function.Name}")
                ?.SetTag("faas.name", function.Name)
                .SetTag("faas.invocation_id", context.InvocationId)
        );
    }

    /// <summary>Runs the function; what it throws shows on the span.</summary>
    public async Task<object?> WatchAsync(Func<Task<object?>> function)
    {
        try
        {
            return await function();
        }
        catch (Exception e)
        {
            Span?.SetStatus(ActivityStatusCode.Error, e.Message).SetTag("error.type", e.GetType().FullName);
            throw;
        }
    }

    public void Dispose() => Span?.Dispose();
}

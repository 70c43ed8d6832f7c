using System.Diagnostics;

namespace FunctionsHost.Isolated.Rpc;

/// <summary>The trace that an invocation belongs to. The worker fails without one.</summary>
internal static class Traces
{
    /// <summary>The current activity's, or else a new one.</summary>
    public static RpcTraceContext Current() =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? Of(activity) : New();

    /// <summary>The current activity's, or else that of the caller, or else a new one.</summary>
    /// <param name="traceParent">What the caller sent as <c>traceparent</c>.</param>
    /// <param name="traceState">What the caller sent as <c>tracestate</c>.</param>
    public static RpcTraceContext CurrentOr(string? traceParent, string? traceState)
    {
        var callers = Activity.Current is null && ActivityContext.TryParse(traceParent, traceState, out _);
        return callers ? new() { TraceParent = traceParent, TraceState = traceState ?? "" } : Current();
    }

    private static RpcTraceContext Of(Activity activity)
    {
        var trace = new RpcTraceContext { TraceParent = activity.Id, TraceState = activity.TraceStateString ?? "" };
        foreach (var (name, value) in activity.Tags)
        {
            if (value is not null)
                trace.Attributes[name] = value;
        }

        return trace;
    }

    // Sampled: where the host does not trace, the app decides by itself whether it does.
    private static RpcTraceContext New() =>
        new()
        {
            TraceParent =
                $"00-{ActivityTraceId.CreateRandom().ToHexString()}-{ActivitySpanId.CreateRandom().ToHexString()}-01",
        };
}

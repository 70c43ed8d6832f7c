using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LocalDurableTask.Store;

namespace LocalDurableTask.Tracing;

/// <summary>Where a span hangs, as text that the store keeps.</summary>
/// <remarks>
/// Ids of orchestrations' and calls' spans come from what they stand for, not from chance: a turn that is run again after a crash, in
/// another process, names the same spans, so that a run stays one tree.
/// </remarks>
internal static class TraceLink
{
    // Calls are numbered from 0.
    private const int Orchestration = -1;

    /// <summary>The text that the store keeps of a span.</summary>
    public static string? Of(Activity? span) => span is null ? null : Text(span.Context);

    /// <summary>The span context that a text stands for; default where there is none.</summary>
    public static ActivityContext Read(string? text)
    {
        if (text is null)
            return default;
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var (parent, state) = space < 0 ? (text, null) : (text[..space], text[(space + 1)..]);
        return ActivityContext.TryParse(parent, state, isRemote: true, out var context) ? context : default;
    }

    /// <summary>Under which call's span an activity or a child of this instance hangs; null where nothing is traced.</summary>
    public static string? Call(InstanceRow caller, int taskId) => Read(caller.Trace) is var parent && parent == default
        ? null
        : Text(With(parent, SpanIdOf(caller, taskId)));

    /// <summary>The instance's own span, under which its calls hang.</summary>
    public static ActivityContext Own(InstanceRow row) => With(Read(row.Trace), SpanIdOf(row, Orchestration));

    /// <summary>The id of the instance's own span, or that of one of its calls.</summary>
    public static ActivitySpanId SpanIdOf(InstanceRow row, int taskId = Orchestration)
    {
        var identity = string.Create(CultureInfo.InvariantCulture, $"{row.InstanceId}/{row.Generation}/{row.CreatedAt.UtcTicks}/{taskId}");
        return ActivitySpanId.CreateFromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, 8));
    }

    private static ActivityContext With(ActivityContext parent, ActivitySpanId span) =>
        new(parent.TraceId, span, parent.TraceFlags, parent.TraceState, isRemote: true);

    private static string Text(ActivityContext context)
    {
        var flags = context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? "01" : "00";
        var parent = $"00-{context.TraceId}-{context.SpanId}-{flags}";
        return string.IsNullOrEmpty(context.TraceState) ? parent : $"{parent} {context.TraceState}";
    }
}

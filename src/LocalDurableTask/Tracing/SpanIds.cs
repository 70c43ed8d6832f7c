using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace LocalDurableTask.Tracing;

/// <summary>
/// Gives a span an id that is known beforehand. <see cref="Activity"/> has no way to say so, while a span that is written when an
/// orchestration ends, perhaps in another process than it began in, must have the id that its children named long ago. The official Durable
/// Task SDK sets the same field.
/// </summary>
internal static class SpanIds
{
    public static void Set(Activity span, ActivitySpanId id)
    {
        IdOf(span) = null;
        SpanIdOf(span) = id.ToHexString();
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_spanId")]
    private static extern ref string? SpanIdOf(Activity span);

    // The whole id is put together on first use; forgotten here, in case a listener asked for it already.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_id")]
    private static extern ref string? IdOf(Activity span);
}

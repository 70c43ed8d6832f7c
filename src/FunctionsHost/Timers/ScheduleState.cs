using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsHost.Timers;

/// <summary>Where a timer is in its schedule.</summary>
/// <param name="Last">When it fired last; null before the first time, and after its schedule was changed.</param>
/// <param name="Next">The occurrence that is to come, or is due.</param>
/// <param name="LastUpdated">The moment from which <paramref name="Next"/> was computed.</param>
public sealed record ScheduleState(DateTimeOffset? Last, DateTimeOffset Next, DateTimeOffset LastUpdated)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The state as <see cref="ToJson"/> wrote it; null for the JSON <c>null</c>.</summary>
    /// <param name="json">What it gave.</param>
    /// <exception cref="JsonException">The text is none.</exception>
    public static ScheduleState? FromJson(string json) => JsonSerializer.Deserialize<ScheduleState>(json, Json);

    /// <summary>The state as a function is told it; the year 1 for a timer that never fired.</summary>
    internal ScheduleStatus ToStatus() =>
        new()
        {
            Last = (Last ?? DateTimeOffset.MinValue).UtcDateTime,
            Next = Next.UtcDateTime,
            LastUpdated = LastUpdated.UtcDateTime,
        };

    /// <summary>The state, to keep it.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);
}

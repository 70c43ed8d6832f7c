using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsHost.Isolated;

/// <summary>A firing as the worker's Timer extension reads it.</summary>
internal static class TimerInput
{
    /// <summary>The JSON, with the schedule that the Functions host adds.</summary>
    public static string Of(TimerInfo firing) =>
        JsonSerializer.Serialize(
            new
            {
                Schedule = new { AdjustForDST = true },
                firing.ScheduleStatus,
                firing.IsPastDue,
            }
        );
}

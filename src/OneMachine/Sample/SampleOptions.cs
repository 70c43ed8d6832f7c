using CommerceAnalytics.Runs;

namespace CommerceAnalytics.OneMachine.Sample;

/// <summary>What sample events to write. The same options give the same bytes, on any machine.</summary>
internal sealed record SampleOptions
{
    public const int DefaultDays = 100;

    public const int DefaultEventsPerDay = 3_100;

    public const int DefaultSeed = 1;

    /// <summary>
    /// The last UTC day that gets events. A day's events depend on the day, the seed and the services, not on how many
    /// days there are.
    /// </summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>Number of days, the last one included.</summary>
    public int Days { get; init; } = DefaultDays;

    /// <summary>
    /// Commerce events on an ordinary day, over all services. Weekdays and sale days differ; other events come on top.
    /// </summary>
    public int EventsPerDay { get; init; } = DefaultEventsPerDay;

    public long Seed { get; init; } = DefaultSeed;

    public required IReadOnlyList<string> ServiceNames { get; init; }

    public DateOnly FirstDay => LastDay.AddDays(1 - Days);

    /// <summary>
    /// A sample for this run: its services, up to the day before its execution date, never later than yesterday (UTC).
    /// </summary>
    public static SampleOptions For(RunRequest request, TimeProvider time)
    {
        var yesterday = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-1);
        var before = request.ExecutionDate > DateOnly.MinValue ? request.ExecutionDate.AddDays(-1) : yesterday;
        return new SampleOptions
        {
            LastDay = before < yesterday ? before : yesterday,
            ServiceNames = request.ServiceNames,
        };
    }
}

/// <summary>What was written.</summary>
/// <param name="CommerceEvents">Events of the kinds that summaries count.</param>
/// <param name="OtherEvents">Requests, errors, debug lines and the like, damaged lines included.</param>
internal sealed record SampleTotals(long CommerceEvents, long OtherEvents)
{
    public static SampleTotals operator +(SampleTotals left, SampleTotals right) =>
        new(left.CommerceEvents + right.CommerceEvents, left.OtherEvents + right.OtherEvents);
}

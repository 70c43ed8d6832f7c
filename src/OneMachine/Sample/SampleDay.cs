namespace CommerceAnalytics.OneMachine.Sample;

/// <summary>Makes one day of one service.</summary>
internal static class SampleDay
{
    /// <summary>
    /// Visits by hour of the UTC day: Korea, nine hours ahead, shops at lunch and late in the evening.
    /// </summary>
    private static readonly int[] VisitsByHour =
    [
        46,
        55,
        62,
        78,
        70,
        60,
        56,
        58,
        60,
        64,
        76,
        92,
        104,
        98,
        80,
        56,
        34,
        20,
        12,
        8,
        7,
        9,
        16,
        30,
    ];

    private static readonly Popularity Hours = Popularity.Weights(VisitsByHour);

    /// <summary>Percent of an ordinary day, Sunday first.</summary>
    private static readonly int[] Weekdays = [106, 114, 108, 104, 101, 97, 95];

    private const int SaleDayPercent = 130;

    /// <summary>Adds the day's events of <paramref name="shop"/> to <paramref name="log"/>.</summary>
    /// <param name="shop">The service.</param>
    /// <param name="day">UTC day.</param>
    /// <param name="eventsPerDay">Commerce events of this service on an ordinary day.</param>
    /// <param name="seed">The sample's seed.</param>
    /// <param name="log">Where to.</param>
    public static SampleTotals Write(Shop shop, DateOnly day, int eventsPerDay, long seed, DayLog log)
    {
        var random = SampleRandom.For(seed, shop.ServiceName, day.DayNumber);
        var logsSessionStarts = Flaws.LogsSessionStarts(day);
        var target = Target(day, eventsPerDay);
        var commerce = 0;
        while (commerce < target)
        {
            var visit = new Visit(shop, random, log, AnyTime(random));
            visit.Play(logsSessionStarts);
            commerce += visit.EventCount;
        }
        var others = new OtherEvents(shop, random, log);
        for (var i = 0; i < commerce * OtherEvents.PerCommerceEvent; i++)
            others.Write(AnyTime(random));
        return new SampleTotals(commerce, (long)commerce * OtherEvents.PerCommerceEvent);
    }

    private static int Target(DateOnly day, int eventsPerDay)
    {
        var percent = Weekdays[(int)day.DayOfWeek] * (day.Day is 1 or 11 or 25 ? SaleDayPercent : 100) / 100;
        return (int)((long)eventsPerDay * percent / 100);
    }

    private static int AnyTime(SampleRandom random) => (Hours.Pick(random) * 3_600_000) + random.Below(3_600_000);
}

using CommerceAnalytics.Settings;
using CommerceAnalytics.Tests.Semantics;
using CommerceAnalytics.Windows;
using FsCheck;
using FsCheck.Fluent;

namespace CommerceAnalytics.Tests.Generated;

/// <summary>
/// What stands around a log: the run's date, the settings that change rows, the shape of the table, and the instants
/// where things go wrong.
/// </summary>
internal sealed record LogFrame(
    DateOnly Date,
    string Zone,
    DateOnly MinDataDate,
    int SearchClickMinutes,
    EventsTableShape Shape
)
{
    private static readonly string[] Zones =
    [
        "UTC",
        "Asia/Seoul",
        "Asia/Kolkata",
        "Australia/Adelaide",
        "Asia/Kathmandu",
        "Europe/Berlin",
        "America/New_York",
        "America/St_Johns",
        "Pacific/Kiritimati",
        "Pacific/Pago_Pago",
        "Africa/Cairo",
        "America/Havana",
        "Australia/Lord_Howe",
    ];

    // Ends of months and years, a leap day, and the days around changes to and from summer time in those zones.
    private static readonly DateOnly[] Dates =
    [
        new(2025, 10, 28),
        new(2026, 1, 1),
        new(2026, 1, 12),
        new(2026, 3, 1),
        new(2028, 3, 1),
        new(2028, 2, 29),
        new(2025, 10, 27),
        new(2025, 11, 2),
        new(2025, 11, 3),
        new(2025, 11, 7),
        new(2026, 3, 9),
        new(2026, 3, 14),
        new(2026, 3, 30),
        new(2026, 4, 5),
        new(2026, 4, 6),
        new(2026, 4, 25),
        new(2026, 10, 5),
        new(2026, 10, 31),
        new(2026, 5, 1),
    ];

    // Without hours the lake has fewer folders: most logs are of that shape, for speed.
    public static Gen<LogFrame> Generator { get; } =
        from date in Gen.Elements(Dates)
        from zone in Gen.Elements(Zones)
        from sound in Gen.Frequency(
            (3, Gen.Constant(new DateOnly(2025, 10, 1))),
            (1, Gen.Choose(1, 40).Select(days => date.AddDays(-days)))
        )
        from minutes in Gen.Frequency((4, Gen.Constant(30)), (1, Gen.Elements(1, 5, 1440)))
        from shape in Gen.Frequency(
            (1, Gen.Elements(EventsTableShapes.All.AsEnumerable())),
            (1, Gen.Constant(EventsTableShapes.Named("no hour")))
        )
        select new LogFrame(date, zone, sound, minutes, shape);

    public CommerceSettings Settings() =>
        TestSettings.Sound with
        {
            ReportingTimeZone = Zone,
            MinDataDate = MinDataDate,
            SearchClickWindowMinutes = SearchClickMinutes,
        };

    /// <summary>For messages.</summary>
    public override string ToString() =>
        $"{Date:yyyy-MM-dd} in {Zone}, sound from {MinDataDate:yyyy-MM-dd} on, clicks within {SearchClickMinutes} minutes, table: {Shape}";

    /// <summary>
    /// First and last instants of windows, midnights of the last days, the first sound instant, changes of the clock:
    /// all in UTC.
    /// </summary>
    public IReadOnlyList<DateTime> Edges()
    {
        var zone = ReportingZone.Named(Zone);
        return
        [
            .. ((int[])[0, 1, 2, 6, 7, 8, 29, 30, 31, 90]).Select(days => zone.StartOf(Date.AddDays(-days))),
            MinDataDate.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
            .. Changes(),
        ];
    }

    /// <summary>Where the zone's clock jumps, in the last days before the date.</summary>
    private IEnumerable<DateTime> Changes()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
        var first = Date.AddDays(-9).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        return Enumerable
            .Range(0, 10 * 24)
            .Select(hour => first.AddHours(hour))
            .Where(instant => zone.GetUtcOffset(instant) != zone.GetUtcOffset(instant.AddTicks(-1)));
    }
}

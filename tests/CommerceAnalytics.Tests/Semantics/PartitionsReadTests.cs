using System.Globalization;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Tests.Oracle;

namespace CommerceAnalytics.Tests.Semantics;

/// <summary>Which partitions the engine reads: exactly the UTC days that a window touches.</summary>
public class PartitionsReadTests
{
    private const int Cases = 1000;

    private static readonly DateOnly First = new(2027, 12, 1);

    private static readonly DateOnly Last = new(2028, 11, 15);

    private static readonly string[] Zones =
    [
        "UTC",
        "Asia/Seoul",
        "Asia/Kolkata",
        "Asia/Kathmandu",
        "Australia/Adelaide",
        "Australia/Lord_Howe",
        "Europe/Berlin",
        "America/New_York",
        "America/Havana",
        "Africa/Cairo",
        "Pacific/Kiritimati",
        "Pacific/Pago_Pago",
        "America/St_Johns",
        "Atlantic/Azores",
    ];

    // Month, year and leap-day ends, and days beside changes of clocks.
    private static readonly DateOnly[] Ends =
    [
        new(2028, 2, 29),
        new(2028, 3, 1),
        new(2028, 3, 2),
        new(2028, 3, 8),
        new(2028, 1, 1),
        new(2028, 1, 2),
        new(2027, 12, 31),
        new(2028, 5, 1),
        new(2028, 3, 27),
        new(2028, 10, 29),
        new(2028, 10, 30),
        new(2028, 11, 6),
        new(2028, 3, 13),
        new(2028, 4, 3),
    ];

    [Fact]
    public async Task PartitionsRead_ThousandWindows_AreTheUtcDaysTouched()
    {
        // Every UTC day of almost a year has a folder, so that one too many is seen as well as one that is missing.
        var log = Days(First, Last)
            .Select(day => new LogEvent(
                day.ToDateTime(new(12, 0), DateTimeKind.Utc),
                "http.request",
                new Dictionary<string, string?>()
            ))
            .ToList();
        var shapes = (EventsTableShape[])
            [EventsTableShapes.Named("no hour"), EventsTableShapes.Named("no hour, integer keys, map, Unix time")];
        using SummaryLake text = await SummaryLake.OfAsync(log, shapes[0]),
            integers = await SummaryLake.OfAsync(log, shapes[1]);
        var random = new Random(20281028);
        for (var i = 0; i < Cases; i++)
        {
            var summary = SummaryCatalog.All[random.Next(SummaryCatalog.All.Count)];
            var date =
                random.Next(3) == 0
                    ? Ends[random.Next(Ends.Length)]
                    : First.AddDays(random.Next(1, Last.DayNumber - First.DayNumber));
            var (zone, sound) = (
                Zones[i % Zones.Length],
                random.Next(3) == 0 ? date.AddDays(-random.Next(1, 100)) : new(2025, 10, 1)
            );
            var settings = TestSettings.Sound with { ReportingTimeZone = zone, MinDataDate = sound };
            var lake = i % 2 == 0 ? text : integers;

            await lake.QueryAsync(lake.Plan(summary, "theshop-brand", date, settings));

            Days(lake.PartitionsRead)
                .ShouldBe(
                    Touched(date, summary.WindowDays, zone, sound),
                    $"{summary.QueryType} for {date:yyyy-MM-dd} in {zone}, sound from {sound:yyyy-MM-dd} on"
                );
        }
    }

    [Fact]
    public async Task PartitionsRead_TableWithHours_AreAllHoursOfThoseDays()
    {
        var hours = Enumerable
            .Range(0, 5 * 24)
            .Select(hour => new DateTime(2025, 10, 24, 0, 0, 0, DateTimeKind.Utc).AddHours(hour));
        using var lake = await SummaryLake.OfAsync(
            hours.Select(utc => new LogEvent(utc, "http.request", new Dictionary<string, string?>()))
        );

        await lake.QueryAsync(
            lake.Plan(
                SummaryCatalog.Get("hourly_traffic"),
                "theshop-brand",
                new(2025, 10, 28),
                TestSettings.Sound with
                {
                    ReportingTimeZone = "Asia/Seoul",
                    MinDataDate = new(2025, 10, 26),
                }
            )
        );

        lake.PartitionsRead.Count.ShouldBe(2 * 24);
        lake.PartitionsRead.Select(partition => partition[..^"/hour=00".Length])
            .Distinct()
            .Select(partition => partition[(partition.IndexOf('/') + 1)..])
            .ShouldBe(["year=2025/month=10/day=26", "year=2025/month=10/day=27"]);
    }

    // The days of the lake among them. Looks at every quarter of an hour, apart from the arithmetic of the code under
    // test.
    private static List<DateOnly> Touched(DateOnly date, int windowDays, string zone, DateOnly sound)
    {
        var rules = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var touched = new SortedSet<DateOnly>();
        var last = date.AddDays(2).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        for (
            var utc = date.AddDays(-windowDays - 2).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            utc < last;
            utc = utc.AddMinutes(15)
        )
        {
            var local = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, rules));
            if (
                local >= date.AddDays(-windowDays)
                && local < date
                && DateOnly.FromDateTime(utc) >= sound
                && DateOnly.FromDateTime(utc) >= First
            )
                touched.Add(DateOnly.FromDateTime(utc));
        }

        return [.. touched];
    }

    private static IEnumerable<DateOnly> Days(DateOnly first, DateOnly last) =>
        Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays);

    private static List<DateOnly> Days(IEnumerable<string> partitions) => [.. partitions.Select(Day).Order()];

    private static DateOnly Day(string partition)
    {
        var values = partition
            .Split('/')[1..]
            .Select(key => int.Parse(key.Split('=')[1], CultureInfo.InvariantCulture))
            .ToArray();
        return new(values[0], values[1], values[2]);
    }
}

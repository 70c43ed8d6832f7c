using CommerceAnalytics.Overview;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Tests.Oracle;

namespace CommerceAnalytics.Tests.Semantics;

/// <summary>The overview's days, and what it reads of the log; its figures are the oracle's to judge.</summary>
public class OverviewTests
{
    private const string Service = "theshop-brand";

    private static readonly string[] Names = [.. OverviewTable.Columns.Select(column => column.Name)];

    [Fact]
    public async Task Rows_AServiceWithoutEvents_HasEveryDayWithCountsOfZeroAndNoRates()
    {
        using var lake = await SummaryLake.OfAsync([HandMade.Event("12:00:00", "commerce.cart.view")]);

        var rows = await lake.RowsAsync(lake.Overview([Service, "shop-nobody"], HandMade.Date));

        rows.Count.ShouldBe(2 * 27, "the days from 1 October on, when the log is sound, to 27 October");
        var silent = rows.Where(row => row[0] is "shop-nobody").ToList();
        silent.Select(row => (DateOnly)row[1]!).ShouldBe(Days(new(2025, 10, 1), new(2025, 10, 28)), ignoreOrder: true);
        silent.ShouldAllBe(row => Equals(Of(row, "events"), 0L) && Equals(Of(row, "users"), 0L));
        silent.ShouldAllBe(row => Of(row, "cart_conversion_rate") == null && Of(row, "revenue") == null);
    }

    [Fact]
    public async Task Rows_ExcludedDays_AreThereWithoutMeasuresForThoseServicesAlone()
    {
        var settings = TestSettings.Sound with { ExcludedDays = ["2025-10-20", $"{Service}:2025-10-27"] };
        using var lake = await SummaryLake.OfAsync([HandMade.Event("12:00:00", "commerce.cart.view")]);

        var rows = await lake.RowsAsync(lake.Overview([Service, "other"], HandMade.Date, settings));

        var empty = rows.Where(row => row[2..^3].All(value => value is null)).Select(row => (row[0], row[1]));
        empty.ShouldBe(
            [
                (Service, new DateOnly(2025, 10, 20)),
                (Service, new DateOnly(2025, 10, 27)),
                ("other", new DateOnly(2025, 10, 20)),
            ],
            ignoreOrder: true
        );
    }

    [Fact]
    public async Task Rows_AroundAChangeOfClocks_CountTheZonesDaysOf23And25Hours()
    {
        var (date, start) = (new DateOnly(2026, 3, 31), new DateTime(2026, 3, 27, 0, 30, 0, DateTimeKind.Utc));
        var log = Enumerable.Range(0, 96).Select(hour => View(start.AddHours(hour), $"s{hour}"));
        using var lake = await SummaryLake.OfAsync(log);

        var rows = await lake.RowsAsync(lake.Overview([Service], date, Zone("Europe/Berlin")));

        var ofDay = rows.ToDictionary(row => (DateOnly)row[1]!, row => Of(row, "events"));
        (ofDay[new(2026, 3, 28)], ofDay[new(2026, 3, 29)], ofDay[new(2026, 3, 30)]).ShouldBe((24L, 23L, 24L));
    }

    [Theory]
    // East of Greenwich the first day is there though its first hours are not read; west of it the day before is not
    // there though its last hours would be.
    [InlineData("Asia/Seoul", 15L)]
    [InlineData("America/New_York", 24L)]
    public async Task Rows_MinDataDateWithinADayOfTheZone_BeginWithItsDate(string zone, long events)
    {
        var start = new DateTime(2025, 9, 30, 0, 30, 0, DateTimeKind.Utc);
        var log = Enumerable.Range(0, 96).Select(hour => View(start.AddHours(hour), $"s{hour}"));
        using var lake = await SummaryLake.OfAsync(log);

        var rows = await lake.RowsAsync(lake.Overview([Service], HandMade.Date, Zone(zone)));

        var first = rows.MinBy(row => (DateOnly)row[1]!)!;
        (first[1], Of(first, "events"), Of(first, "window_start")).ShouldBe(
            (new DateOnly(2025, 10, 1), events, new DateOnly(2025, 10, 1))
        );
    }

    [Fact]
    public async Task PartitionsRead_ADayLeftOutForAll_IsReadOnlyWhereAServiceNeedsIt()
    {
        var log = Days(new(2025, 10, 1), new(2025, 10, 28))
            .Select(day => View(day.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc), "s1"));
        using var lake = await SummaryLake.OfAsync(log, EventsTableShapes.Named("no hour"));
        var settings = TestSettings.Sound with { ExcludedDays = ["2025-10-25", $"{Service}:2025-10-26"] };

        await lake.QueryAsync(lake.Overview([Service, "other"], HandMade.Date, settings));
        lake.PartitionsRead.Count.ShouldBe(26);
        lake.PartitionsRead.ShouldNotContain(partition => partition.EndsWith("day=25", StringComparison.Ordinal));

        await lake.QueryAsync(lake.Overview([Service], HandMade.Date, settings));
        lake.PartitionsRead.ShouldNotContain(partition => partition.EndsWith("day=26", StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_ThousandsOfServices_StaysWithinTheSqlThatAthenaTakes()
    {
        const int MostBytes = 262_144;
        string[] services = [.. Enumerable.Range(0, 10_000).Select(i => $"theshop-no-{i:00000}")];

        var plan = new OverviewPlanner(TestSettings.Sound).Plan(
            services,
            HandMade.Date,
            CommerceAnalytics.Events.EventsTableFit.Documented,
            "run",
            1
        );

        plan.CtasSql.Length.ShouldBeLessThan(MostBytes);
        plan.CtasSql.ShouldNotContain("{{");
    }

    [RealEventsFact]
    public async Task Rows_RealEvents_AgreeWithWhatOthersCounted()
    {
        using var place = new LocalLake();
        using var lake = await SummaryLake.OfRealEventsAsync(place);

        var rows = await lake.RowsAsync(lake.Overview(["giftshop-uk"], new(2026, 1, 6)));

        var day = rows.Single(row => row[1] is DateOnly { Year: 2025, Month: 12, Day: 2 });
        (Of(day, "purchases"), Of(day, "purchases_with_amount"), Of(day, "revenue")).ShouldBe((142L, 142L, 47570.53));
    }

    private static object? Of(object?[] row, string column) => row[Array.IndexOf(Names, column)];

    private static CommerceSettings Zone(string zone) => TestSettings.Sound with { ReportingTimeZone = zone };

    private static IEnumerable<DateOnly> Days(DateOnly first, DateOnly end) =>
        Enumerable.Range(0, end.DayNumber - first.DayNumber).Select(i => first.AddDays(i));

    private static LogEvent View(DateTime utc, string session) =>
        new(
            utc,
            "commerce.cart.view",
            new Dictionary<string, string?> { ["resource.service.name"] = Service, ["sessionId"] = session }
        );
}

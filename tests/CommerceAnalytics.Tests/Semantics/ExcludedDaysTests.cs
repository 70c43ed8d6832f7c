using CommerceAnalytics.LogChecks;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Tests.Extracts;
using CommerceAnalytics.Tests.Oracle;

namespace CommerceAnalytics.Tests.Semantics;

/// <summary>A day that is left out counts as if its events had never been logged, however events are read.</summary>
public class ExcludedDaysTests
{
    private const string Service = "theshop-brand";
    private const string Other = "theshop-pharmacy";

    private static readonly DateOnly Date = new(2025, 10, 28);

    public static TheoryData<string, string[]> Cases =>
        new()
        {
            { "UTC", ["2025-10-25"] },
            { "UTC", [$"{Service}:2025-10-25", $"{Other}:2025-10-26"] },
            { "UTC", ["2025-10-24", "2025-10-25", "2025-10-27"] },
            { "Asia/Seoul", ["2025-10-25"] },
            { "Asia/Seoul", ["2025-10-24", "2025-10-25"] },
            { "America/New_York", ["2025-10-27"] },
            { "UTC", [.. Enumerable.Range(21, 7).Select(day => $"2025-10-{day}")] },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Rows_DaysLeftOut_AreThoseOfALogWithoutTheirEvents(string zone, string[] excluded)
    {
        var log = Log();
        var rules = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var left = log.Where(one => !Names(excluded, one, rules)).ToList();
        var settings = TestSettings.Sound with { ReportingTimeZone = zone };
        using var whole = await SummaryLake.OfAsync(log, EventsTableShapes.Named("no hour"));
        using var without = await SummaryLake.OfAsync(left, EventsTableShapes.Named("no hour"));
        var extract = new ExtractLake(whole, LocalLake.Shared, settings with { ExcludedDays = excluded });
        await extract.NightAsync(Date, [Service, Other]);

        foreach (
            var (summary, service) in SummaryCatalog.All.SelectMany(summary =>
                new[] { Service, Other }.Select(service => (summary, service))
            )
        )
        {
            var expected = await without.RowsAsync(summary.QueryType, service, Date, settings);
            var direct = await whole.RowsAsync(
                summary.QueryType,
                service,
                Date,
                settings with
                {
                    ExcludedDays = excluded,
                }
            );
            RowAssertions.Difference(direct, expected).ShouldBeNull($"{summary.QueryType} of {service}, from the log");
            var extracted = await extract.RowsAsync(summary, service, Date);
            RowAssertions.Difference(extracted, expected).ShouldBeNull($"{summary.QueryType} of {service}, extracted");
        }
    }

    [Fact]
    public async Task PartitionsRead_DayLeftOutForAll_IsReadByNoStatement()
    {
        var settings = TestSettings.Sound with { ExcludedDays = ["2025-10-25"] };
        using var lake = await SummaryLake.OfAsync(Log(), EventsTableShapes.Named("no hour"));
        await lake.QueryAsync(lake.Plan(SummaryCatalog.Get("hourly_traffic"), Service, Date, settings));
        lake.PartitionsRead.ShouldNotContain(partition => partition.EndsWith("day=25", StringComparison.Ordinal));
        lake.PartitionsRead.Count.ShouldBe(6);

        var chunks = await new ExtractLake(lake, LocalLake.Shared, settings).NightAsync(Date, [Service, Other]);
        chunks.SelectMany(chunk => chunk.Days).ShouldNotContain(new DateOnly(2025, 10, 25));
        chunks.SelectMany(chunk => chunk.Days).ShouldContain(new DateOnly(2025, 10, 26));
    }

    [Fact]
    public void Window_OfAPlan_SaysWhichDaysAreLeftOut()
    {
        var settings = TestSettings.Sound with { ExcludedDays = ["2025-10-25", $"{Other}:2025-10-26", "2025-01-01"] };
        var planner = new CommerceAnalytics.Planning.SummaryPlanner(settings);
        planner
            .Plan(Service, "hourly_traffic", Date, CommerceAnalytics.Events.EventsTableFit.Documented, "run", 1)
            .WindowText.ShouldBe("2025-10-21 to 2025-10-27 without 2025-10-25 (ExcludedDays)");
    }

    [Fact]
    public async Task CheckDays_DayLeftOutWithoutEvents_DoesNotFailTheCheck()
    {
        var settings = TestSettings.Sound with
        {
            ExcludedDays = [$"{Service}:2025-10-26"],
            Checks = new CheckSettings { MinEventsPerDay = 1 },
        };
        using var lake = await SummaryLake.OfAsync(
            Log().Where(one => one.Utc.Day != 26),
            EventsTableShapes.Named("no hour")
        );
        var planner = new CheckPlanner(lake.Of(settings));
        var query = CheckQueries.All.Single(query => query.Name == CheckQueries.Days);
        var rows = await lake.SelectAsync(planner.Sql(query, Service, Date, lake.Fit));
        rows.Select(row => row[0]).ShouldBe(["2025-10-25", "2025-10-27"]);
        planner
            .Judge(query, Service, [.. rows.Select(CheckRow.FromTexts)])
            .ShouldHaveSingleItem()
            .Status.ShouldBe(CheckStatus.Pass);
        planner.LeftOut(Service, Date)!.Finding.ShouldContain("2025-10-26");
        planner.LeftOut(Other, Date).ShouldBeNull();
    }

    [Fact]
    public void Judge_AllDaysLeftOut_Passes()
    {
        var query = CheckQueries.All.Single(query => query.Name == CheckQueries.Days);
        new CheckPlanner(TestSettings.Sound)
            .Judge(query, Service, [])
            .ShouldHaveSingleItem()
            .Finding.ShouldContain("left out");
    }

    [Fact]
    public void Problems_EntriesThatLeaveNothingOut_AreAllToldWithWhatToWrite()
    {
        var settings = TestSettings.Sound with
        {
            ServiceNames = ["a", "b"],
            ExcludedDays =
            [
                "2025-10-26",
                "a:2025-10-26",
                "Shop A:2025-10-26",
                "26.10.",
                "",
                "2025-02-30",
                "c:2025-10-26",
            ],
        };
        settings
            .Problems()
            .ShouldBe([
                "CommerceAnalytics:ExcludedDays holds 'Shop A:2025-10-26': write a day as YYYY-MM-DD, or service:YYYY-MM-DD for one service alone.",
                "CommerceAnalytics:ExcludedDays holds '26.10.': write a day as YYYY-MM-DD, or service:YYYY-MM-DD for one service alone.",
                "CommerceAnalytics:ExcludedDays holds '2025-02-30': write a day as YYYY-MM-DD, or service:YYYY-MM-DD for one service alone.",
                "CommerceAnalytics:ExcludedDays holds 'c:2025-10-26': CommerceAnalytics:ServiceNames has no service c; write the service as it stands there, "
                    + "or the day without a service to leave it out for all.",
            ]);
        (settings with { ExcludedDays = [.. Enumerable.Repeat("x", 1001)] })
            .Problems()
            .ShouldBe(["CommerceAnalytics:ExcludedDays has 1001 entries: at most 1000 are taken."]);
    }

    [Fact]
    public void Problems_EntryOfAServiceOfTheUsualTwo_IsSoundWithoutServiceNames() =>
        (TestSettings.Sound with { ServiceNames = [], ExcludedDays = [$"{Service}:2025-10-26"] })
            .Problems()
            .ShouldBeEmpty();

    /// <summary>Every kind of event of two services, each hour of nine days; sessions last over midnight.</summary>
    private static List<LogEvent> Log()
    {
        var log = new List<LogEvent>();
        var hours = Enumerable
            .Range(0, 9 * 24)
            .Select(hour => new DateTime(2025, 10, 19, 0, 30, 0, DateTimeKind.Utc).AddHours(hour));
        foreach (
            var (utc, service) in hours.SelectMany(utc => new[] { Service, Other }.Select(service => (utc, service)))
        )
        {
            var attributes = new Dictionary<string, string?>
            {
                ["resource.service.name"] = service,
                ["userKey"] = $"u{utc.Hour % 5}",
                ["sessionId"] = $"s{(utc.DayOfYear + (utc.Hour / 12)) % 3}",
                ["action"] = $"a{utc.Hour % 3}",
                ["productName"] = $"p{utc.Day}",
                ["category"] = $"c{utc.Hour % 2}",
                ["quantity"] = "2",
                ["salePrice"] = $"{utc.Hour}",
                ["query"] = $"q{utc.Hour % 4}",
                ["path"] = $"/{utc.Hour % 7}",
                ["totalAmount"] = $"{utc.Day}",
                ["paymentMethod"] = "card",
            };
            foreach (var kind in CommerceAnalytics.Events.EventKinds.All)
                log.Add(new LogEvent(utc.AddSeconds(log.Count % 60), kind, attributes));
        }

        return log;
    }

    private static bool Names(string[] excluded, LogEvent log, TimeZoneInfo zone)
    {
        var day = $"{TimeZoneInfo.ConvertTimeFromUtc(log.Utc, zone):yyyy-MM-dd}";
        return excluded.Contains(day) || excluded.Contains($"{log["resource.service.name"]}:{day}");
    }
}

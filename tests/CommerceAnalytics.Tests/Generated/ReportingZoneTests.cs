using CommerceAnalytics.Summaries;
using CommerceAnalytics.Tests.Oracle;
using CommerceAnalytics.Tests.Semantics;

namespace CommerceAnalytics.Tests.Generated;

/// <summary>
/// Windows, hours and purchase dates in zones a whole, a half and a quarter of an hour off, and where clocks change.
/// </summary>
public class ReportingZoneTests
{
    [Theory]
    [InlineData("Asia/Seoul", "2026-01-01")]
    [InlineData("Asia/Kolkata", "2028-03-01")]
    [InlineData("Asia/Kathmandu", "2025-10-28")]
    [InlineData("Australia/Adelaide", "2026-10-05")]
    [InlineData("Australia/Adelaide", "2026-04-06")]
    [InlineData("Europe/Berlin", "2025-10-26")]
    [InlineData("Europe/Berlin", "2025-10-27")]
    [InlineData("Europe/Berlin", "2026-03-29")]
    [InlineData("Europe/Berlin", "2026-03-30")]
    [InlineData("America/New_York", "2025-11-03")]
    [InlineData("America/New_York", "2026-03-09")]
    [InlineData("America/New_York", "2026-03-15")]
    public async Task Rows_InTheZone_AreTheOracles(string zone, string date)
    {
        var frame = new LogFrame(DateOnly.Parse(date), zone, new(2025, 10, 1), 30, EventsTableShapes.Named("no hour"));
        List<GeneratedLog> logs =
        [
            .. Enumerable.Range(1, 3).Select(seed => GeneratedLog.Of(seed, frame)),
            EveryQuarterOfAnHour(frame),
        ];
        using var table = await LogTable.OfAsync(logs);
        foreach (
            var (log, queryType) in logs.SelectMany(log =>
                SummaryCatalog.All.Select(summary => (log, summary.QueryType))
            )
        )
            (await table.DifferenceAsync(queryType, log)).ShouldBeNull($"{queryType} of {log}");
    }

    [Theory]
    // Clocks go back at 03:00 of 26 October: the day has 25 hours, and the hour 2 is there twice.
    [InlineData("2025-10-27", "2025-10-19T21:59:59.999Z", null, null)]
    [InlineData("2025-10-27", "2025-10-19T22:00:00.000Z", "2025-10-20", 0L)]
    [InlineData("2025-10-27", "2025-10-26T00:30:00.000Z", "2025-10-26", 2L)]
    [InlineData("2025-10-27", "2025-10-26T01:30:00.000Z", "2025-10-26", 2L)]
    [InlineData("2025-10-27", "2025-10-26T22:59:59.999Z", "2025-10-26", 23L)]
    [InlineData("2025-10-27", "2025-10-26T23:00:00.000Z", null, null)]
    // Clocks go forward at 02:00 of 29 March: there is no hour 2, and the day has 23.
    [InlineData("2026-03-30", "2026-03-22T22:59:59.999Z", null, null)]
    [InlineData("2026-03-30", "2026-03-22T23:00:00.000Z", "2026-03-23", 0L)]
    [InlineData("2026-03-30", "2026-03-29T00:59:59.999Z", "2026-03-29", 1L)]
    [InlineData("2026-03-30", "2026-03-29T01:00:00.000Z", "2026-03-29", 3L)]
    [InlineData("2026-03-30", "2026-03-29T21:59:59.999Z", "2026-03-29", 23L)]
    [InlineData("2026-03-30", "2026-03-29T22:00:00.000Z", null, null)]
    public async Task Rows_AcrossAChangeOfClocksInBerlin_HaveTheZonesHourAndDate(
        string date,
        string utc,
        string? day,
        long? hour
    )
    {
        var settings = TestSettings.Sound with { ReportingTimeZone = "Europe/Berlin" };
        using var lake = await SummaryLake.OfAsync([
            LogEvent.At(
                utc,
                "commerce.checkout.purchase",
                ("resource.service.name", "theshop-brand"),
                ("sessionId", "s1")
            ),
        ]);

        var traffic = await lake.RowsAsync("hourly_traffic", "theshop-brand", DateOnly.Parse(date), settings);
        traffic.Where(row => (long)row[2]! == 1).Select(row => (long?)row[1]).SingleOrDefault().ShouldBe(hour);
        var purchases = await lake.RowsAsync("purchase_analytics", "theshop-brand", DateOnly.Parse(date), settings);
        // Over 90 days the first instants belong to the day before.
        var last = purchases
            .Select(row => (DateOnly)row[1]!)
            .Where(of => of >= DateOnly.Parse(date).AddDays(-7))
            .Select(of => $"{of:yyyy-MM-dd}")
            .SingleOrDefault();
        last.ShouldBe(day);
    }

    private static GeneratedLog EveryQuarterOfAnHour(LogFrame frame)
    {
        var first = frame.Date.AddDays(-9).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var times = Enumerable
            .Range(0, 11 * 96)
            .SelectMany(quarter =>
                (DateTime[])[first.AddMinutes(15 * quarter), first.AddMinutes(15 * quarter).AddMilliseconds(-1)]
            );
        return new(
            0,
            frame,
            "shop-0-x",
            [
                .. times.Select(
                    (utc, i) =>
                        new LogEvent(
                            utc,
                            i % 2 == 0 ? "commerce.checkout.purchase" : "commerce.cart.add",
                            new Dictionary<string, string?>
                            {
                                ["resource.service.name"] = "shop-0-x",
                                ["sessionId"] = $"s{i % 50}",
                                ["totalAmount"] = "1",
                                ["ctgnm"] = $"c{i % 7}",
                            }
                        )
                ),
            ]
        );
    }
}

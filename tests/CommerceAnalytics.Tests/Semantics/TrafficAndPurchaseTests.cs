using CommerceAnalytics.Tests.Oracle;

namespace CommerceAnalytics.Tests.Semantics;

public class TrafficAndPurchaseTests
{
    [Fact]
    public async Task HourlyTraffic_NoEvents_HasAll24Hours()
    {
        var rows = await HandMade.OwnRowsAsync("hourly_traffic", []);

        rows.ShouldHoldTheRows([
            .. Enumerable.Range(0, 24).Select(hour => new object?[] { (long)hour, 0L, 0L, 0L, 0L, null }),
        ]);
    }

    [Fact]
    public async Task HourlyTraffic_AnyCommerceEvent_MakesASession()
    {
        var rows = await HandMade.OwnRowsAsync(
            "hourly_traffic",
            [
                HandMade.Event("03:00:00", "client.routing", ("sessionId", "s1"), ("userKey", "u1")),
                HandMade.Event("03:59:59.999", "commerce.cart.add", ("sessionId", "s2"), ("userKey", "u1")),
                HandMade.Event("03:30:00", "commerce.cart.add", ("sessionId", "s2")),
                HandMade.Event("03:30:00", "commerce.cart.add"),
                HandMade.Event("03:30:00", "commerce.session.start", ("sessionId", "s3")),
                HandMade.Event("03:30:00", "http.request", ("sessionId", "s4"), ("userKey", "u4")),
                HandMade.Event("04:00:00", "commerce.cart.add", ("userKey", "u1")),
            ]
        );

        rows.Where(row => row[0] is 3L or 4L)
            .ToList()
            .ShouldHoldTheRows([
                [3L, 3L, 1L, 3L, 1L, 33.33],
                [4L, 0L, 1L, 1L, 0L, null],
            ]);
    }

    [Fact]
    public async Task HourlyTraffic_InAnotherZone_HoursAreTheZones()
    {
        var rows = await HandMade.OwnRowsAsync(
            "hourly_traffic",
            [HandMade.Event("12:20:00", "client.routing", ("sessionId", "s1"))],
            TestSettings.Sound with
            {
                ReportingTimeZone = "Asia/Kathmandu",
            }
        );

        rows.Single(row => (long)row[1]! == 1)[0].ShouldBe(18L);
    }

    [Fact]
    public async Task PurchaseAnalytics_UnknownAmounts_AreNotZero()
    {
        var rows = await HandMade.OwnRowsAsync(
            "purchase_analytics",
            [
                Buy("2025-10-01T00:00:00Z", "u1", "100.005", "card"),
                Buy("2025-10-01T10:00:00Z", "u1", null, "card"),
                Buy("2025-10-01T11:00:00Z", "u2", "50", "card"),
                Buy("2025-10-01T23:59:59.999Z", "u3", "free", ""),
                Buy("2025-10-02T00:00:00Z", null, "0", null),
                Buy("2025-09-30T23:59:59.999Z", "u1", "1", "card"),
            ]
        );

        rows.ShouldHoldTheRows([
            [new DateOnly(2025, 10, 1), "card", 3L, 2L, 2L, 150.01, 75.0, 75.0],
            [new DateOnly(2025, 10, 1), "unknown", 1L, 1L, 0L, null, null, 25.0],
            [new DateOnly(2025, 10, 2), "unknown", 1L, 0L, 1L, 0.0, 0.0, 100.0],
        ]);
    }

    private static LogEvent Buy(string utc, string? user, string? amount, string? method) =>
        LogEvent.At(
            utc,
            "commerce.checkout.purchase",
            ("resource.service.name", "theshop-brand"),
            ("userKey", user),
            ("totalAmount", amount),
            ("paymentMethod", method)
        );
}

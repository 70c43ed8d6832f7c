using CommerceAnalytics.Tests.Oracle;

namespace CommerceAnalytics.Tests.Semantics;

public class ButtonInteractionTests
{
    [Fact]
    public async Task Rows_Clicks_AreCountedByAction()
    {
        var rows = await HandMade.OwnRowsAsync(
            "button_interaction",
            [
                Click("00:00:00", "quick_add", "u1", "s1"),
                Click("00:00:01", "quick_add", "u1", "s2"),
                Click("00:00:02", "quick_add", "u2", null),
                Click("00:00:03", "quick_add", "", ""),
                Click("00:00:04", "open's", null, "s1"),
                Click("00:00:05", "", "u1", "s1"),
                Click("00:00:06", null, "u1", "s1"),
                HandMade.Event("00:00:07", "commerce.cart.view", ("action", "quick_add")),
            ]
        );

        rows.ShouldHoldTheRows([
            ["quick_add", 4L, 2L, 2L, 2.0],
            ["open's", 1L, 0L, 1L, null],
        ]);
    }

    [Fact]
    public async Task Rows_OnlyTheWindowAndTheServiceCount_ToTheMillisecond()
    {
        LogEvent At(string utc, string service = "theshop-brand") =>
            LogEvent.At(utc, "commerce.button.click", ("resource.service.name", service), ("action", "a"));

        var rows = await HandMade.OwnRowsAsync(
            "button_interaction",
            [
                At("2025-10-20T23:59:59.999Z"),
                At("2025-10-21T00:00:00.000Z"),
                At("2025-10-27T23:59:59.9999Z"),
                At("2025-10-28T00:00:00.000Z"),
                At("2025-10-25T00:00:00Z", "theshop-brand-2"),
                At("2025-10-25T00:00:00Z", "theshop"),
                At("2025-10-25T00:00:00Z", ""),
            ]
        );

        rows.ShouldHoldTheRows([
            ["a", 2L, 0L, 0L, null],
        ]);
    }

    [Fact]
    public async Task Rows_InAnotherZone_TheDaysAreTheZones()
    {
        LogEvent At(string utc) =>
            LogEvent.At(utc, "commerce.button.click", ("resource.service.name", "theshop-brand"), ("action", utc));

        var rows = await HandMade.OwnRowsAsync(
            "button_interaction",
            [
                At("2025-10-20T14:59:59.999Z"),
                At("2025-10-20T15:00:00Z"),
                At("2025-10-27T14:59:59.999Z"),
                At("2025-10-27T15:00:00Z"),
            ],
            TestSettings.Sound with
            {
                ReportingTimeZone = "Asia/Seoul",
            }
        );

        rows.Select(row => row[0]).ShouldBe(["2025-10-20T15:00:00Z", "2025-10-27T14:59:59.999Z"], ignoreOrder: true);
    }

    [Fact]
    public async Task Rows_MoreThanFifty_AreTheFirstByClicksThenBytes()
    {
        // U+1F9F4 comes after U+FB00 by bytes, before it by UTF-16 units.
        string[] ties = [.. Enumerable.Range(0, 48).Select(i => $"a{i:00}"), "ﬀ", "🧴"];
        var rows = await HandMade.OwnRowsAsync(
            "button_interaction",
            [.. ties.Append("best").Append("best").Select(action => Click("01:00:00", action, "u", "s"))]
        );

        rows.Count.ShouldBe(50);
        rows.Select(row => (string)row[0]!).ShouldBe(ties[..49].Append("best"), ignoreOrder: true);
    }

    private static LogEvent Click(string time, string? action, string? user, string? session) =>
        HandMade.Event(time, "commerce.button.click", ("action", action), ("userKey", user), ("sessionId", session));
}

using CommerceAnalytics.Tests.Oracle;

namespace CommerceAnalytics.Tests.Semantics;

public class NavigationFlowTests
{
    [Fact]
    public async Task Rows_PagesInOrder_MakeTransitionsAndExits()
    {
        var rows = await HandMade.OwnRowsAsync(
            "navigation_flow",
            [
                View("10:00:00", "s1", "/"),
                View("10:00:01", "s1", "/a"),
                View("10:00:02", "s1", "/a"),
                View("10:00:03", "s1", "/"),
                View("10:00:04", "s1", "/a"),
                View("10:00:00", "s2", "/"),
                View("10:00:05", "s2", "/a"),
                View("10:00:00", "s3", "/"),
                View("10:00:00", null, "/"),
                View("10:00:01", null, "/a"),
                View("10:00:02", "s4", null),
            ]
        );

        rows.ShouldHoldTheRows([
            ["/", "/a", 3L, 0L, 2L, 1.5, 4L, 1L, 25.0],
            ["/a", "/", 1L, 0L, 1L, 1.0, 4L, 2L, 50.0],
        ]);
    }

    [Fact]
    public async Task Rows_FromPath_WinsOverThePageBefore()
    {
        var rows = await HandMade.OwnRowsAsync(
            "navigation_flow",
            [
                View("10:00:00", "s1", "/a", from: "/outside"),
                View("10:00:01", "s1", "/b", from: "/b"),
                View("10:00:02", "s1", "/c", user: "u1"),
            ]
        );

        rows.ShouldHoldTheRows([
            ["/outside", "/a", 1L, 0L, 1L, 1.0, 0L, 0L, null],
            ["/b", "/c", 1L, 1L, 1L, 1.0, 1L, 0L, 0.0],
        ]);
    }

    [Fact]
    public async Task Rows_AtOneTimestamp_OrderIsPageThenFromPathThenUserNullLast()
    {
        var rows = await HandMade.OwnRowsAsync(
            "navigation_flow",
            [
                View("10:00:00", "s1", "/b"),
                View("10:00:00", "s1", "/a"),
                View("10:00:00", "s1", "/a", from: "/z"),
                View("10:00:00", "s1", "/a", from: "/y"),
            ]
        );

        rows.Select(row => ((string)row[0]!, (string)row[1]!, (long)row[7]!))
            .ShouldBe([("/a", "/b", 0), ("/y", "/a", 0), ("/z", "/a", 0)], ignoreOrder: true);
    }

    [Fact]
    public async Task Rows_BothNamesOfRoutingAndOfPages_AreRead()
    {
        var rows = await HandMade.OwnRowsAsync(
            "navigation_flow",
            [
                HandMade.Event("10:00:00", "Routing in client side", ("sessionId", "s1"), ("path", "/a")),
                HandMade.Event(
                    "10:00:01",
                    "client.routing",
                    ("sessionId", "s1"),
                    ("path", "/ignored"),
                    ("toPath", "/b")
                ),
            ]
        );

        rows.ShouldHoldTheRows([
            ["/a", "/b", 1L, 0L, 1L, 1.0, 1L, 0L, 0.0],
        ]);
    }

    private static LogEvent View(
        string time,
        string? session,
        string? page,
        string? from = null,
        string? user = null
    ) =>
        HandMade.Event(
            time,
            "client.routing",
            ("sessionId", session),
            ("path", page),
            ("fromPath", from),
            ("userKey", user)
        );
}

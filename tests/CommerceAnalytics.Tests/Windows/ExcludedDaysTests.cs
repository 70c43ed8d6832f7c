using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Tests.Windows;

public class ExcludedDaysTests
{
    private static readonly DateOnly MinDataDate = new(2025, 10, 1);

    [Theory]
    [InlineData("2025-10-26", null)]
    [InlineData("theshop-brand:2025-10-26", "theshop-brand")]
    public void Parse_Entry_IsItsDayAndService(string entry, string? service) =>
        ExcludedDays.Parse(entry).ShouldBe((service, new DateOnly(2025, 10, 26)));

    [Theory]
    [InlineData("")]
    [InlineData("26.10.2025")]
    [InlineData("2025-02-30")]
    [InlineData("theshop-brand:")]
    [InlineData("theshop-brand 2025-10-26")]
    public void Parse_AnythingElse_IsNothing(string entry) => ExcludedDays.Parse(entry).ShouldBeNull();

    [Fact]
    public void Of_Service_IsItsOwnDaysAndThoseOfAll()
    {
        string[] entries = ["2025-10-26", "b:2025-10-20", "a:2025-10-24", "a:2025-10-26"];
        ExcludedDays.Of(entries, "a").ShouldBe([new(2025, 10, 24), new(2025, 10, 26)]);
        ExcludedDays.Of(entries, null).ShouldBe([new(2025, 10, 26)]);
    }

    [Fact]
    public void Before_DaysLeftOut_KeepsTheWindowAndReadsNoUtcDayOfTheirs()
    {
        var window = Window("UTC", "2025-10-20", "2025-10-24", "2025-10-25", "2025-10-28");
        (window.Start, window.End).ShouldBe((new DateOnly(2025, 10, 21), new DateOnly(2025, 10, 27)));
        window.ExcludedDays.ShouldBe([new(2025, 10, 24), new(2025, 10, 25)]);
        window.Gaps.ShouldBe([(Utc(24, 0), Utc(26, 0))]);
        window.UtcDays.Select(day => day.Day).ShouldBe([21, 22, 23, 26, 27]);
    }

    [Fact]
    public void Before_OneDayLeftOutEastOfUtc_ReadsTheUtcDaysThatItsNeighboursLieIn()
    {
        var window = Window("Asia/Seoul", "2025-10-24");
        window.Gaps.ShouldBe([(Utc(23, 15), Utc(24, 15))]);
        window.UtcDays.Select(day => day.Day).ShouldBe([20, 21, 22, 23, 24, 25, 26, 27]);
    }

    [Fact]
    public void Before_TwoDaysLeftOutEastOfUtc_LeavesTheUtcDayBetweenOut() =>
        Window("Asia/Seoul", "2025-10-24", "2025-10-25")
            .UtcDays.Select(day => day.Day)
            .ShouldBe([20, 21, 22, 23, 25, 26, 27]);

    [Fact]
    public void Before_FirstDayLeftOutEastOfUtc_LeavesTheUtcDayAtItsEdgeOut() =>
        Window("Asia/Seoul", "2025-10-21").UtcDays.Select(day => day.Day).ShouldBe([21, 22, 23, 24, 25, 26, 27]);

    [Fact]
    public void Before_AllDaysLeftOut_ReadsNothing() =>
        Window("UTC", [.. Enumerable.Range(21, 7).Select(day => $"2025-10-{day}")]).UtcDays.ShouldBeEmpty();

    [Fact]
    public void Before_DaysOutsideLeftOut_IsTheWindowItself() =>
        Window("UTC", "2025-10-20", "2025-10-28").ShouldBe(Window("UTC"));

    private static SummaryWindow Window(string zone, params string[] excluded) =>
        SummaryWindow.Before(
            new(2025, 10, 28),
            7,
            ReportingZone.Named(zone),
            MinDataDate,
            ExcludedDays.Of(excluded, null)
        );

    private static DateTime Utc(int day, int hour) => new(2025, 10, day, hour, 0, 0, DateTimeKind.Utc);
}

using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Tests.Windows;

public class SummaryWindowTests
{
    private static readonly DateOnly MinDataDate = new(2025, 10, 1);

    [Fact]
    public void Before_InUtc_IsTheCompleteDaysAndThoseAlone()
    {
        var window = Window("2025-10-28", 7, "UTC");

        window.ShouldBe(new(new(2025, 10, 21), new(2025, 10, 27), Utc(2025, 10, 21), Utc(2025, 10, 28)));
        (window.FirstUtcDay, window.LastUtcDay).ShouldBe((window.Start, window.End));
    }

    [Fact]
    public void Before_EastOfUtc_TouchesTheUtcDayBefore()
    {
        var window = Window("2025-10-28", 7, "Asia/Seoul");

        window.ShouldBe(new(new(2025, 10, 21), new(2025, 10, 27), Utc(2025, 10, 20, 15), Utc(2025, 10, 27, 15)));
        (window.FirstUtcDay, window.LastUtcDay).ShouldBe((new DateOnly(2025, 10, 20), new DateOnly(2025, 10, 27)));
    }

    [Fact]
    public void Before_WestOfUtcAcrossTheEndOfSummerTime_HasAnHourMore()
    {
        var window = Window("2025-11-04", 7, "America/New_York");

        (window.To - window.From).ShouldBe(TimeSpan.FromHours((7 * 24) + 1));
        (window.FirstUtcDay, window.LastUtcDay).ShouldBe((new DateOnly(2025, 10, 28), new DateOnly(2025, 11, 4)));
    }

    [Fact]
    public void Before_ReachingBeyondMinDataDate_BeginsThere()
    {
        var window = Window("2025-10-28", 90, "Asia/Seoul");

        window.Start.ShouldBe(MinDataDate);
        window.From.ShouldBe(Utc(2025, 10, 1));
        window.FirstUtcDay.ShouldBe(MinDataDate);
    }

    [Fact]
    public void Before_FirstDayIsMinDataDateEastOfUtc_LeavesItsDamagedHoursOut()
    {
        var window = Window("2025-10-02", 7, "Asia/Seoul");

        window.ShouldBe(new(MinDataDate, MinDataDate, Utc(2025, 10, 1), Utc(2025, 10, 1, 15)));
        (window.FirstUtcDay, window.LastUtcDay).ShouldBe((MinDataDate, MinDataDate));
    }

    [Fact]
    public void Before_LeapDay_IsADay() => Window("2028-03-01", 1, "UTC").Start.ShouldBe(new DateOnly(2028, 2, 29));

    [Fact]
    public void Before_MinDataDateItself_IsRefused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Window("2025-10-01", 7, "UTC"));

    private static SummaryWindow Window(string date, int days, string zone) =>
        SummaryWindow.Before(DateOnly.Parse(date), days, ReportingZone.Named(zone), MinDataDate);

    private static DateTime Utc(int year, int month, int day, int hour = 0) =>
        new(year, month, day, hour, 0, 0, DateTimeKind.Utc);
}

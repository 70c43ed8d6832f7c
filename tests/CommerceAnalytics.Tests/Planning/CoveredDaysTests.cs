using CommerceAnalytics.Planning;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Tests.Planning;

public class CoveredDaysTests
{
    private static readonly DateOnly MinDataDate = new(2025, 10, 1);

    [Theory]
    [InlineData("UTC", "2025-11-10", "2025-10-11", 30)]
    [InlineData("UTC", "2025-10-05", "2025-10-01", 4)]
    // The sound events begin at nine in the morning of that day.
    [InlineData("Asia/Seoul", "2025-10-05", "2025-10-01", 4)]
    // They begin in the evening of the day before, which the table counts and the overview does not show.
    [InlineData("America/New_York", "2025-10-05", "2025-09-30", 5)]
    public void Of_WindowOfThirtyDays_SaysWhichDaysItHolds(string zone, string date, string first, int days) =>
        CoveredDays
            .Of(Settings(zone), "theshop-brand", 30, DateOnly.Parse(date))
            .ShouldBe(new CoveredDays(DateOnly.Parse(first), days));

    [Fact]
    public void Of_ExcludedDays_AreNotCounted()
    {
        var settings = Settings("UTC") with
        {
            ExcludedDays = ["2025-11-08", "theshop-brand:2025-11-09", "theshop-pharmacy:2025-11-07"],
        };

        CoveredDays.Of(settings, "theshop-brand", 7, new(2025, 11, 10)).ShouldBe(new(new(2025, 11, 3), 5));
    }

    [Theory]
    [InlineData("UTC", "2025-11-05", false)]
    [InlineData("UTC", "2025-11-04", true)]
    [InlineData("Asia/Seoul", "2025-11-05", true)]
    [InlineData("Asia/Seoul", "2025-11-06", false)]
    [InlineData("America/New_York", "2025-11-05", false)]
    public void IsCut_WindowThatBeginsBeforeTheSoundEvents_Is(string zone, string date, bool isCut) =>
        CoveredDays.IsCut(Settings(zone), 35, DateOnly.Parse(date)).ShouldBe(isCut);

    [Theory]
    [InlineData("UTC", "2025-10-20", null)]
    [InlineData("Asia/Seoul", "2025-11-05", "2025-10-01")]
    [InlineData("Asia/Seoul", "2025-11-06", null)]
    // A window of 35 days before 2025-11-04 begins with that day.
    [InlineData("America/New_York", "2025-11-04", "2025-09-30")]
    [InlineData("America/New_York", "2025-11-05", null)]
    public void Part_DayThatTheSoundEventsBeginWithin_IsNamedWhileTheWindowHasIt(
        string zone,
        string date,
        string? day
    ) => CoveredDays.Part(Settings(zone), 35, DateOnly.Parse(date)).ShouldBe(day is null ? null : DateOnly.Parse(day));

    private static CommerceSettings Settings(string zone) =>
        TestSettings.Sound with
        {
            ReportingTimeZone = zone,
            MinDataDate = MinDataDate,
        };
}

using CommerceAnalytics.History;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Tests.History;

public class HistoryNightsTests
{
    private static readonly DateOnly Live = new(2026, 3, 1);

    [Theory]
    [InlineData("2026-03-01", 1, true)]
    [InlineData("2026-02-28", 1, false)]
    [InlineData("2026-02-28", 2, true)]
    [InlineData("2026-02-27", 2, false)]
    [InlineData("2025-01-26", 400, true)]
    [InlineData("2025-01-25", 400, false)]
    [InlineData("2026-03-02", 1, true)]
    [InlineData("2026-03-01", 0, false)]
    public void IsKept_CountsCalendarNightsBackFromTheLiveOne(string night, int nights, bool isKept) =>
        HistoryNights.IsKept(DayText.Parse(night)!.Value, Live, nights).ShouldBe(isKept);

    [Fact]
    public void Oldest_MoreNightsThanTheCalendarHas_IsItsFirst() =>
        HistoryNights.Oldest(new DateOnly(1, 1, 9), 4000).ShouldBe(DateOnly.MinValue);
}

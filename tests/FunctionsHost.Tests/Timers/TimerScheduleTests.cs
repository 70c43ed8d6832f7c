using FunctionsHost.Timers;

namespace FunctionsHost.Tests.Timers;

public sealed class TimerScheduleTests
{
    private static readonly DateTimeOffset Evening = new(2026, 11, 22, 21, 30, 15, TimeSpan.Zero);

    [Theory]
    [InlineData("0 0 4 * * *", "2026-11-23T04:00:00Z")]
    [InlineData("0 */5 * * * *", "2026-11-22T21:35:00Z")]
    [InlineData("*/10 * * * * *", "2026-11-22T21:30:20Z")]
    [InlineData("0 0 4 1 1 *", "2027-01-01T04:00:00Z")]
    [InlineData("0 0 4 29 2 *", "2028-02-29T04:00:00Z")]
    [InlineData("0 0 4 * * Mon-Fri", "2026-11-23T04:00:00Z")]
    [InlineData("0 30 9 * * Sat", "2026-11-28T09:30:00Z")]
    [InlineData("0 4 * * *", "2026-11-23T04:00:00Z")]
    [InlineData("01:00:00", "2026-11-22T22:30:15Z")]
    public void Next_Schedule_IsTheFirstOccurrenceAfter(string text, string expected) =>
        TimerSchedule.Parse(text)!.Next(Evening).ShouldBe(DateTimeOffset.Parse(expected));

    [Fact]
    public void Next_AtAnOccurrence_IsTheOneAfter()
    {
        var schedule = TimerSchedule.Parse("0 0 4 * * *")!;
        var four = schedule.Next(Evening);

        schedule.Next(four).ShouldBe(four.AddDays(1));
    }

    [Fact]
    public void Next_OtherOffset_CountsInUtc() =>
        TimerSchedule
            .Parse("0 0 4 * * *")!
            .Next(new(2026, 11, 23, 8, 0, 0, TimeSpan.FromHours(9)))
            .ShouldBe(new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("")]
    [InlineData("every night")]
    [InlineData("0 0 24 * * *")]
    [InlineData("0 0 4 * * * *")]
    [InlineData("-01:00:00")]
    [InlineData("00:00:00")]
    public void Parse_NoSchedule_IsNull(string text) => TimerSchedule.Parse(text).ShouldBeNull();

    [Theory]
    [InlineData("*/10 * * * * *", true)]
    [InlineData("0 * * * * *", false)]
    [InlineData("*/10 5 * * * *", false)]
    [InlineData("00:00:30", true)]
    [InlineData("00:01:00", false)]
    public void IsTooFrequentToMonitor_Schedule_IsSoBelowAMinute(string text, bool expected) =>
        TimerSchedule.Parse(text)!.IsTooFrequentToMonitor(Evening).ShouldBe(expected);
}

using CommerceAnalytics.Functions.Timers;

namespace CommerceAnalytics.Functions.Tests.Timers;

public class NightlyScheduleTests
{
    private static readonly DateTimeOffset First = new(2025, 10, 28, 4, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0 0 4 * * *", "2025-10-28T04:00:20Z", "2025-10-28T04:00:00Z")]
    [InlineData("0 0 4 * * *", "2025-11-20T03:00:00Z", "2025-11-19T04:00:00Z")]
    [InlineData("0 4 * * *", "2025-10-30T05:00:00Z", "2025-10-30T04:00:00Z")]
    [InlineData("0 0 4 * * Tue", "2025-11-06T00:00:00Z", "2025-11-04T04:00:00Z")]
    [InlineData("0 0 4 28 10 *", "2027-12-01T00:00:00Z", "2027-10-28T04:00:00Z")]
    [InlineData("* * * * * *", "2035-01-01T00:00:00Z", "2034-12-31T23:59:59Z")]
    [InlineData("12:00:00", "2025-10-30T05:00:00Z", "2025-10-30T04:00:00Z")]
    [InlineData("no schedule", "2025-10-30T05:00:00Z", "2025-10-28T04:00:00Z")]
    [InlineData(null, "2025-10-30T05:00:00Z", "2025-10-28T04:00:00Z")]
    public void Latest_OfASchedule_IsTheLastOccurrenceUntilThen(string? schedule, string until, string expected) =>
        NightlySchedule.Latest(schedule, First, DateTimeOffset.Parse(until)).ShouldBe(DateTimeOffset.Parse(expected));
}

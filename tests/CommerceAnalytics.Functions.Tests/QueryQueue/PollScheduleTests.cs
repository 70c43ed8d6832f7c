using CommerceAnalytics.Functions.QueryQueue;

namespace CommerceAnalytics.Functions.Tests.QueryQueue;

/// <summary>How often a running query is polled.</summary>
public class PollScheduleTests
{
    [Fact]
    public void Next_AsTimePasses_StepsGrowFromATenthOfASecondToAMinute()
    {
        var at = new DateTime(2025, 10, 28, 0, 0, 0, DateTimeKind.Utc);
        (PollSchedule.Next(null, at, at) - at).TotalMilliseconds.ShouldBe(100);
        (PollSchedule.Next(null, at, at.AddSeconds(100)) - at).TotalSeconds.ShouldBe(102);
        (PollSchedule.Next(null, at, at.AddHours(2)) - at.AddHours(2)).TotalSeconds.ShouldBe(60);
    }

    [Fact]
    public void Next_NothingKnownOfLastTime_PollsLessThanTwoHundredTimesInFiveMinutesAndNeverTenTimesASecondForLong()
    {
        var at = new DateTime(2025, 10, 28, 0, 0, 0, DateTimeKind.Utc);
        var polls = new List<double>();

        for (var now = PollSchedule.Next(null, at, at); now < at.AddMinutes(5); now = PollSchedule.Next(null, at, now))
            polls.Add((now - at).TotalSeconds);

        polls.Count.ShouldBeLessThan(160);
        polls.Count(poll => poll < 5).ShouldBeLessThan(20);
        polls.Zip(polls.Skip(1)).Where(step => step.First > 50).ShouldAllBe(step => step.Second < step.First * 1.021);
    }

    [Theory]
    [InlineData(9, 100, 0)]
    [InlineData(10, 100, 500)]
    [InlineData(10, 5, 100)]
    [InlineData(10, null, 0)]
    public void Slack_QueriesThatRun_IsForManyOnlyAndTwoPercentAtMost(int running, int? longest, int expected)
    {
        var slack = PollSchedule.Slack(running, longest is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        slack.TotalMilliseconds.ShouldBe(expected);
    }

    [Fact]
    public void Next_LongQuery_PollsAtItsTimeAndAFewTimesBefore()
    {
        var (at, likely) = (new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), TimeSpan.FromSeconds(400));
        var polls = new List<double>();

        for (var now = PollSchedule.Next(likely, at, at); polls.Count < 5; now = PollSchedule.Next(likely, at, now))
            polls.Add((now - at).TotalSeconds);

        polls.ShouldBe([50, 100, 200, 400, 408]);
    }

    [Fact]
    public void Next_KindHasBeenSeen_PollsAtItsTimeAndEarlyFromAnEighthOfIt()
    {
        var (at, polls) = (new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), new List<double>());

        for (
            var now = PollSchedule.Next(TimeSpan.FromSeconds(40), at, at);
            polls.Count < 6;
            now = PollSchedule.Next(TimeSpan.FromSeconds(40), at, now)
        )
            polls.Add(Math.Round((now - at).TotalSeconds, 2));

        polls.ShouldBe([5, 10, 20, 40, 40.8, 41.62]);
    }
}

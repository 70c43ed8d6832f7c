using CommerceAnalytics.Functions.Retry;

namespace CommerceAnalytics.Functions.Tests.Retry;

/// <summary>How often one that waits for its turn looks whether it has come.</summary>
public class TurnPollingTests
{
    [Theory]
    [InlineData(0, 500)]
    [InlineData(4, 500)]
    [InlineData(60, 6_000)]
    [InlineData(300, 30_000)]
    [InlineData(86_400, 30_000)]
    public void Pause_AfterSomeSeconds_IsATenthOfThemWithinHalfASecondAndHalfAMinute(int waited, int expected) =>
        TurnPolling.Pause(TimeSpan.FromSeconds(waited)).TotalMilliseconds.ShouldBe(expected);
}

using CommerceAnalytics.Trials.Benchmarks.Engine;

namespace CommerceAnalytics.Trials.Tests.Benchmarks.Engine;

/// <summary>What <c>bench engine</c> says of a long orchestration.</summary>
public sealed class TurnsTests
{
    [Fact]
    public void Of_CallsThatComeEverLater_ComparesTheLastTenthWithTheFirst()
    {
        var first = Enumerable.Range(0, 60).Select(call => DateTime.UnixEpoch.AddMilliseconds(call));
        var last = Enumerable.Range(1, 40).Select(call => DateTime.UnixEpoch.AddMilliseconds(59 + 3 * call));

        var turns = Turns.Of([.. first, .. last]);

        turns.ShouldBe(new Turns(100, 1, 3));
        turns.Ratio.ShouldBe(3);
    }

    [Fact]
    public void Of_TooFewCalls_IsRefused() =>
        Should.Throw<ArgumentException>(() => Turns.Of(Enumerable.Repeat(DateTime.UnixEpoch, 19)));
}

using CommerceAnalytics.Trials.Benchmarks;

namespace CommerceAnalytics.Trials.Tests.Benchmarks;

public class LatenciesTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(100, 50, 99)]
    [InlineData(1000, 500, 990)]
    public void Of_OneToN_AreTheNearestRanks(int count, double half, double most)
    {
        var latencies = Latencies.Of(Enumerable.Range(1, count).Reverse().Select(ms => TimeSpan.FromMilliseconds(ms)));

        latencies.ShouldBe(new Latencies(half, most, count));
    }
}

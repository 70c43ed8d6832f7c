using CommerceAnalytics.Planning;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Tests.Planning;

public sealed class NightCostsTests
{
    private const long Gigabyte = 1L << 30;

    // A gigabyte costs 5 / 1024 USD. Direct: windows of 178 days a service, and the overview's 35.
    [Theory]
    [InlineData(2, 1, (178 * 2) + 35, 3 + 4, 90 + 4)]
    [InlineData(2, 100, 100 * ((178 * 2) + 35), 100 * (3 + 4), 100 * (90 + 4))]
    // A statement of the extract writes at most 100 partitions: two of them read each day for 101 services.
    [InlineData(101, 10, 10 * ((178 * 101) + 35), 10 * ((2 * 3) + 4), 10 * ((2 * 90) + 4))]
    public void Of_ADayOfGigabytes_CountsWhatEachModeReads(
        int services,
        int gigabytes,
        int direct,
        int extract,
        int firstExtract
    )
    {
        var costs = NightCosts.Of(Settings(services), gigabytes * Gigabyte);

        Gigabytes(costs.DirectUsd).ShouldBe(direct, 0.01m);
        // Each query is rounded up to a megabyte, and there are many small ones.
        Gigabytes(costs.ExtractUsd).ShouldBe(extract, 1m);
        Gigabytes(costs.FirstExtractUsd).ShouldBe(firstExtract, 1m);
    }

    [Theory]
    [InlineData(2, 100_000_000, false)]
    [InlineData(2, 1_000_000_000, true)]
    [InlineData(100, 100_000_000, true)]
    [InlineData(100, 1_000_000, false)]
    public void IsExtractWorthIt_IsSoWhereANightCostsADollarMore(int services, long bytes, bool expected) =>
        NightCosts.Of(Settings(services), bytes).IsExtractWorthIt.ShouldBe(expected);

    [Fact]
    public void Of_ATinyDay_CostsTheLeastOfEachQuery() =>
        NightCosts
            .Of(Settings(1), 1)
            .DirectUsd.ShouldBe(8 * 5m * 10 / (1 << 20), "seven tables and the overview, 10 MB each");

    private static CommerceSettings Settings(int services) =>
        new() { ServiceNames = [.. Enumerable.Range(1, services).Select(n => $"shop-{n}")] };

    private static decimal Gigabytes(decimal usd) => usd * 1024 / 5;
}

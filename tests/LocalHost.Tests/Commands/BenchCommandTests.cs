using System.Text.Json;
using CommerceAnalytics.LocalHost.Benchmarks;
using CommerceAnalytics.LocalHost.Commands;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

public class BenchCommandTests
{
    [Fact]
    public async Task Bench_WithoutABenchmark_ListsThem()
    {
        var outcome = await Shell.RunAsync("bench");

        outcome.ExitCode.ShouldBe(ExitCode.Done);
        outcome.Output.ShouldContain("engine");
    }

    [Fact]
    public async Task BenchEngine_FolderIsNotThere_IsRefused()
    {
        var outcome = await Shell.RunAsync("bench", "engine", "--folder", "/no/such/folder", "--seconds", "0");

        outcome.ExitCode.ShouldBe(ExitCode.Refused);
        outcome.Error.ShouldContain("'/no/such/folder'");
        outcome.Error.ShouldContain("--seconds '0' must be a whole number from 1 to 600.");
    }

    [Fact]
    public void BenchLine_Json_IsOneLineWithTheRatioAndSnakeCaseNames()
    {
        var json = new BenchLine("engine", 1500, 2000, "activities/s")
        {
            More = new { HelloSequence = new { P50Ms = 1.5 } },
        }.Json();

        json.ShouldNotContain("\n");
        var line = JsonDocument.Parse(json).RootElement;
        line.GetProperty("bench").GetString().ShouldBe("engine");
        line.GetProperty("ratio").GetDouble().ShouldBe(0.75);
        line.GetProperty("hello_sequence").GetProperty("p50_ms").GetDouble().ShouldBe(1.5);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(100, 50, 99)]
    [InlineData(1000, 500, 990)]
    public void Latencies_OfOneToN_AreTheNearestRanks(int count, double half, double most)
    {
        var latencies = Latencies.Of(Enumerable.Range(1, count).Reverse().Select(ms => TimeSpan.FromMilliseconds(ms)));

        latencies.ShouldBe(new Latencies(half, most, count));
    }
}

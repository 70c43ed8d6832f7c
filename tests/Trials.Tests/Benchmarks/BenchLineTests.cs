using System.Text.Json;
using CommerceAnalytics.Trials.Benchmarks;

namespace CommerceAnalytics.Trials.Tests.Benchmarks;

public class BenchLineTests
{
    [Fact]
    public void Json_IsOneLineWithTheRatioAndSnakeCaseNames()
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
}

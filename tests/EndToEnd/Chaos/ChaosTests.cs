using System.Security.Cryptography;
using Xunit.Abstractions;

namespace EndToEnd.Chaos;

/// <summary>Whole runs under faults and kills; many more by hand, see docs/change/testing.md.</summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    // LocalAws goes away in two of these; the audit holds tables in two, and somebody publishes those of the first.
    [Fact]
    public async Task Chaos_FixedSeed_IsRightEachTime()
    {
        var told = await RunAsync(1005, 5);
        told.ShouldContain("7 held, 7 of them published by hand");
        told.ShouldContain("LocalAws gone once");
    }

    [Fact]
    public Task Chaos_FreshSeed_IsRightEachTime() => RunAsync(RandomNumberGenerator.GetInt32(1, 1_000_000_000), 2);

    private async Task<string> RunAsync(int seed, int runs)
    {
        output.WriteLine($"chaos --seed {seed} --runs {runs}");
        var outcome = await CommandLine.RunAsync(
            TimeSpan.FromMinutes(10),
            "chaos",
            "--seed",
            $"{seed}",
            "--runs",
            $"{runs}"
        );
        output.WriteLine(outcome.Errors);
        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        outcome.Output.Trim().ShouldBe($"{runs} runs, 0 wrong");
        return outcome.Errors;
    }
}

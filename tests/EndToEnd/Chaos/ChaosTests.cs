using System.Security.Cryptography;
using Xunit.Abstractions;

namespace EndToEnd.Chaos;

/// <summary>Whole runs under faults and kills; many more by hand, see docs/change/testing.md.</summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    // LocalAws goes away in two of these.
    [Fact]
    public Task Chaos_FixedSeed_IsRightEachTime() => RunAsync(1006, 5);

    [Fact]
    public Task Chaos_FreshSeed_IsRightEachTime() => RunAsync(RandomNumberGenerator.GetInt32(1, 1_000_000_000), 2);

    private async Task RunAsync(int seed, int runs)
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
    }
}

using CommerceAnalytics.LocalHost.Commands;

namespace CommerceAnalytics.LocalHost.Tests.Commands.Trials;

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
    public async Task BenchEngine_FolderThatTakesNothing_IsRefused()
    {
        using var folder = new TemporaryFolder();
        // The name that the benchmark takes for its own folder.
        await File.WriteAllTextAsync(folder.At($".bench-{Environment.ProcessId}"), "a file");

        var outcome = await Shell.RunAsync("bench", "engine", "--folder", folder.Path);

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.ShouldContain("cannot be made (");
    }

    [Fact]
    public async Task BenchPages_NoRuns_IsRefused()
    {
        var outcome = await Shell.RunAsync("bench", "pages", "--runs", "0");

        outcome.ExitCode.ShouldBe(ExitCode.Refused);
        outcome.Error.ShouldContain("--runs '0' must be a whole number from 1 to 100000.");
    }
}

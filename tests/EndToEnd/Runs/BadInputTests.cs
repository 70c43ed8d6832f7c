namespace EndToEnd.Runs;

/// <summary>
/// Bad input is refused before any work: exit code 2, one message with every problem, nothing written.
/// </summary>
public sealed class BadInputTests
{
    [Fact]
    public async Task Run_WithSeveralProblems_NamesThemAllAndWritesNothing()
    {
        using var folder = new TemporaryFolder();

        var run = await CommandLine.RunAsync(
            "run",
            "--lake",
            folder.File("lake"),
            "--service",
            "x';DROP TABLE y",
            "--date",
            "2025-13-40",
            "--query-type",
            "nonsense"
        );

        run.ExitCode.ShouldBe(2, run.ToString());
        run.Errors.ShouldContain("x';DROP TABLE y");
        run.Errors.ShouldContain("2025-13-40");
        run.Errors.ShouldContain("nonsense");
        run.Output.ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(folder.Directory).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2999-01-01", "--date", "2999-01-01")]
    [InlineData("NoSuchSetting", "--set", "CommerceAnalytics:NoSuchSetting=1")]
    public async Task Run_WithABadValue_IsRefused(string named, params string[] arguments)
    {
        using var folder = new TemporaryFolder();

        var run = await CommandLine.RunAsync(["run", "--lake", folder.File("lake"), .. arguments]);

        run.ExitCode.ShouldBe(2, run.ToString());
        run.Errors.ShouldContain(named);
        Directory.EnumerateFileSystemEntries(folder.Directory).ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_WithSettingsThatAreNotJson_IsRefused()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("settings.json"), "{ not json");

        var run = await CommandLine.RunAsync(
            "run",
            "--lake",
            folder.File("lake"),
            "--settings",
            folder.File("settings.json")
        );

        run.ExitCode.ShouldBe(2, run.ToString());
        run.Errors.ShouldContain("settings.json");
        Directory.Exists(folder.File("lake")).ShouldBeFalse();
    }

    [Fact]
    public async Task Run_OnALakeThatCannotBeWritten_IsRefused()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("lake"), "a file where the lake should be");

        var run = await CommandLine.RunAsync("run", "--lake", folder.File("lake"));

        run.ExitCode.ShouldBe(2, run.ToString());
        run.Errors.ShouldContain(folder.File("lake"));
    }
}

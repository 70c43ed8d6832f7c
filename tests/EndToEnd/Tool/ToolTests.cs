using System.Diagnostics;
using System.Text.Json;

namespace EndToEnd.Tool;

/// <summary>The program as it leaves the repository: as a .NET tool, and published.</summary>
public sealed class ToolTests : IDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(10);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Tool_InstalledFromAFolder_PlansAndRunsWithItsApp()
    {
        await PackAsync();
        var version = await RunAsync(Installed, "--version");
        version.Output.ShouldStartWith("1.0.0");

        var plan = await RunAsync(Installed, "plan", "--date", "2025-10-10");
        plan.Output.ShouldContain("CREATE TABLE");

        string[] oneTable = ["--date", "2025-10-10", "--service", "theshop-brand", "--query-type", "hourly_traffic"];
        await RunAsync(Installed, "sample", "--days", "3", "--events-per-day", "200");
        // In a worker: the app that was packed with it.
        var run = await RunAsync(Installed, ["run", "--worker", "--json", "-", .. oneTable]);
        using var report = JsonDocument.Parse(run.Output);
        report.RootElement.GetProperty("totals").GetProperty("published").GetInt32().ShouldBe(1);
        run.Errors.ShouldContain("  commerce-analytics plan", customMessage: "hints fit how it was started");
    }

    [Fact]
    public async Task Program_Published_RunsWithItsApp()
    {
        var project = Path.Combine(Repository.Root, "src", "LocalHost");
        await RunAsync(
            "dotnet",
            "publish",
            project,
            "-c",
            Configuration,
            "-o",
            _folder.File("published"),
            "-v",
            "quiet"
        );
        var program = _folder.File(Path.Combine("published", "commerce-analytics"));

        await RunAsync(program, "sample", "--days", "2", "--events-per-day", "50");
        var run = await RunAsync(program, "run", "--worker", "--query-type", "hourly_traffic");

        run.Output.ShouldContain("2 of 2 tables published");
    }

    public void Dispose() => _folder.Dispose();

    private static string Configuration =>
        Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(CommandLine.ProgramFolder)))!;

    private string Installed => _folder.File(Path.Combine("tool", "commerce-analytics"));

    private async Task PackAsync()
    {
        var project = Path.Combine(Repository.Root, "src", "LocalHost");
        await RunAsync("dotnet", "pack", project, "--no-build", "-c", Configuration, "-o", _folder.File("packages"));
        // Nothing but that folder is asked for packages.
        await File.WriteAllTextAsync(
            _folder.File("nuget.config"),
            $"""<configuration><packageSources><clear /><add key="packed" value="{_folder.File("packages")}" /></packageSources></configuration>"""
        );
        await RunAsync(
            "dotnet",
            "tool",
            "install",
            "commerce-analytics",
            "--tool-path",
            _folder.File("tool"),
            "--configfile",
            _folder.File("nuget.config")
        );
    }

    private async Task<Outcome> RunAsync(string program, params string[] arguments)
    {
        var info = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.Directory,
        };
        foreach (var argument in arguments)
            info.ArgumentList.Add(argument);
        info.Environment["NO_COLOR"] = "1";
        using var process = Process.Start(info)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var timeLimit = new CancellationTokenSource(TimeLimit);
        await process.WaitForExitAsync(timeLimit.Token);
        var outcome = new Outcome(process.ExitCode, await output, await errors);
        outcome.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}: {outcome}");
        return outcome;
    }
}

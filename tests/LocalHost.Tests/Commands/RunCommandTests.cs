using CommerceAnalytics.LocalHost.Commands;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

/// <summary>The main job, in this process, on a small sample.</summary>
public sealed class RunCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Lake => _folder.At("lake");

    [Fact]
    public async Task Run_OnALakeWithoutEvents_WritesASampleFirstAndPublishes()
    {
        var outcome = await RunAsync("2025-10-10", "--json", _folder.At("report.json"));

        outcome.ExitCode.ShouldBe(ExitCode.Done, outcome.ToString());
        outcome.Error.ShouldContain("writing sample events");
        outcome.Error.ShouldContain("theshop-brand  hourly_traffic  published  24 rows");
        outcome.Output.ShouldContain("theshop_brand_commerce_hourly_traffic_summary");
        outcome.Output.ShouldContain("Where to look next:");
        outcome.Output.ShouldContain($"--lake {Lake}");
        outcome.Output.ShouldContain("http://127.0.0.1:7071/monitor");
        outcome.Output.ShouldContain("http://127.0.0.1:7071/dashboard");
        var report = RunReportJson.Read(await File.ReadAllTextAsync(_folder.At("report.json")));
        report.Totals.Published.ShouldBe(1);
        report.ExecutionDate.ShouldBe(new DateOnly(2025, 10, 10));
    }

    /// <summary>The sample names a storage account, as `func start` needs it: nothing of it is asked here.</summary>
    [Fact]
    public async Task Run_WithTheSampleOfSettings_KeepsItsStateInFiles()
    {
        await SampleAsync();

        var outcome = await RunAsync("2025-10-10", "--settings", RepositoryRoot.File("local.settings.sample.json"));

        outcome.ExitCode.ShouldBe(ExitCode.Done, outcome.ToString());
        File.Exists(Path.Combine(Lake, ".localhost", "taskhub.db")).ShouldBeTrue();
    }

    [Fact]
    public async Task Run_ReportOnStandardOutput_IsAllThatIsThere()
    {
        await SampleAsync();

        var outcome = await RunAsync("2025-10-10", "--json", "-");

        RunReportJson.Read(outcome.Output).Status.ShouldBe(ReportStatus.Succeeded, outcome.ToString());
        outcome.Error.ShouldContain("Where to look next:");
    }

    [Fact]
    public async Task Run_AfterALaterDate_IsRefusedUnlessForced()
    {
        await SampleAsync();
        (await RunAsync("2025-10-10")).ExitCode.ShouldBe(ExitCode.Done);

        var refused = await RunAsync("2025-10-09");
        var forced = await RunAsync("2025-10-09", "--force");

        refused.ExitCode.ShouldBe(ExitCode.Refused, refused.ToString());
        refused.Error.ShouldContain("2025-10-10");
        refused.Error.ShouldContain("--force");
        forced.ExitCode.ShouldBe(ExitCode.Done, forced.ToString());
    }

    public void Dispose() => _folder.Dispose();

    private Task<Outcome> SampleAsync() =>
        Shell.RunLiveAsync("sample", "--lake", Lake, "--days", "3", "--events-per-day", "50", "--date", "2025-10-10");

    private Task<Outcome> RunAsync(string date, params string[] more) =>
        Shell.RunLiveAsync([
            "run",
            "--lake",
            Lake,
            "--date",
            date,
            "--service",
            "theshop-brand",
            "--query-type",
            "hourly_traffic",
            .. more,
        ]);
}

using CommerceAnalytics.LocalHost.Commands;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

/// <summary>Back to the version before, and what failed runs have left, on a small sample.</summary>
public sealed class RollbackAndCleanCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Lake => _folder.At("lake");

    [Fact]
    public async Task Rollback_AfterTwoNights_ShowsTheFirstAgainAndThenHasNoneBefore()
    {
        await Shell.RunLiveAsync(
            "sample",
            "--lake",
            Lake,
            "--days",
            "3",
            "--events-per-day",
            "50",
            "--date",
            "2025-10-10"
        );
        foreach (var date in new[] { "2025-10-09", "2025-10-10" })
            (await RunAsync("run", "--date", date)).ExitCode.ShouldBe(ExitCode.Done);

        var back = await RunAsync("rollback", "--json", _folder.At("back.json"));
        var shown = await Shell.RunLiveAsync(
            "query",
            "SELECT DISTINCT calculation_date FROM log_db.theshop_brand_commerce_hourly_traffic_summary",
            "--lake",
            Lake,
            "--format",
            "csv"
        );
        var again = await RunAsync("rollback");
        var clean = await Shell.RunLiveAsync("clean", "--lake", Lake);

        back.ExitCode.ShouldBe(ExitCode.Done, back.ToString());
        back.Output.ShouldContain("1 of 1 tables rolled back");
        RunReportJson.Read(await File.ReadAllTextAsync(_folder.At("back.json"))).Kind.ShouldBe(RunKind.Rollback);
        shown.Output.ShouldContain("2025-10-09");
        again.ExitCode.ShouldBe(ExitCode.Failed, again.ToString());
        again.Output.ShouldContain("NoVersionBefore");
        clean.ExitCode.ShouldBe(ExitCode.Done, clean.ToString());
        clean.Output.ShouldContain("nothing is left behind");
    }

    [Fact]
    public async Task Clean_AfterAFailedRun_ShowsFirstAndDeletesWithYes()
    {
        await Shell.RunLiveAsync(
            "sample",
            "--lake",
            Lake,
            "--days",
            "3",
            "--events-per-day",
            "50",
            "--date",
            "2025-10-10"
        );
        await File.WriteAllTextAsync(
            _folder.At("faults.json"),
            """{"rules":[{"fault":"error","service":"glue","operation":"CreateTable","target":"*_summary","code":"AccessDeniedException"}]}"""
        );
        (await RunAsync("run", "--date", "2025-10-10", "--faults", _folder.At("faults.json"))).ExitCode.ShouldBe(
            ExitCode.Failed
        );

        var refused = await Shell.RunLiveAsync("clean", "--lake", Lake, "--yes", "--set", "Database=nowhere");
        var shown = await Shell.RunLiveAsync("clean", "--lake", Lake);
        var deleted = await Shell.RunLiveAsync("clean", "--lake", Lake, "--yes");
        var empty = await Shell.RunLiveAsync("clean", "--lake", Lake);

        refused.ExitCode.ShouldBe(ExitCode.Failed, refused.ToString());
        refused.Error.ShouldContain("error: DatabaseNotFound: ");
        refused.Error.ShouldContain("Create the database");
        shown.Output.ShouldContain("staging table  pipeline_staging_20251010_hourly_traffic_");
        shown.Output.ShouldContain("would delete: 1 staging tables");
        deleted.Output.ShouldContain("deleted: 1 staging tables");
        empty.Output.ShouldContain("nothing is left behind");
    }

    [Fact]
    public async Task Rollback_NoServiceNoLake_IsRefusedWithBoth()
    {
        var refused = await Shell.RunAsync("rollback", "--lake", _folder.At("nowhere"));
        refused.ExitCode.ShouldBe(ExitCode.Refused);
        refused.Error.ShouldContain("--service is missing");
        refused.Error.ShouldContain("is not there");
    }

    public void Dispose() => _folder.Dispose();

    private Task<Outcome> RunAsync(string command, params string[] more) =>
        Shell.RunLiveAsync([
            command,
            "--lake",
            Lake,
            "--service",
            "theshop-brand",
            "--query-type",
            "hourly_traffic",
            .. more,
        ]);
}

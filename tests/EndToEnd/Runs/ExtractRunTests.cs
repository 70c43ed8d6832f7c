using System.Text.Json;

namespace EndToEnd.Runs;

/// <summary>Runs that read the raw log once, with the rights of the deployed role.</summary>
public sealed class ExtractRunTests
{
    private const string Date = "2026-03-29";

    private static readonly string[] Short =
    [
        "--date",
        Date,
        "--set",
        "ScanMode=Extract",
        "--set",
        "VersionsToKeep=1",
        "--query-type",
        "hourly_traffic",
        "--service",
        "theshop-brand",
    ];

    [Fact]
    public async Task Run_DayExtractedAgainByCommand_IsPublishedCountedAndItsOldDataRemovedByTheNextRun()
    {
        using var folder = new TemporaryFolder();
        var lake = folder.File("lake");
        (
            await CommandLine.RunAsync(
                "sample",
                "--lake",
                lake,
                "--date",
                Date,
                "--days",
                "5",
                "--events-per-day",
                "200",
                "--seed",
                "5"
            )
        ).ExitCode.ShouldBe(0);

        var first = await ReportAsync(folder, lake);
        var day = first.GetProperty("extract").GetProperty("queries")[0].GetProperty("last_day").GetString()!;
        var old = Files(lake, day).ShouldHaveSingleItem();
        var rows = await CommandLine.QueryAsync(
            lake,
            "SELECT * FROM theshop_brand_commerce_hourly_traffic_summary ORDER BY hour"
        );

        await ReportAsync(folder, lake, "--reextract", day);
        Files(lake, day).Count.ShouldBe(2, "who reads the old data may still do so");
        await ReportAsync(folder, lake);

        Files(lake, day).ShouldHaveSingleItem().ShouldNotBe(old);
        (
            await CommandLine.QueryAsync(
                lake,
                "SELECT * FROM theshop_brand_commerce_hourly_traffic_summary ORDER BY hour"
            )
        ).ShouldBe(rows);
        (
            await CommandLine.QueryAsync(
                lake,
                """SELECT count(*) AS n FROM pipeline_runs WHERE totals.api_calls.glue > 0 AND totals.activity_executions > 5 AND "extract".status = 'succeeded'"""
            )
        ).ShouldBe("""[{"n":3}]""", StringCompareShould.IgnoreLineEndings);
    }

    private static async Task<JsonElement> ReportAsync(TemporaryFolder folder, string lake, params string[] arguments)
    {
        var run = await CommandLine.RunAsync([
            "run",
            "--lake",
            lake,
            "--json",
            folder.File("report.json"),
            .. Short,
            .. arguments,
        ]);
        run.ExitCode.ShouldBe(0, run.ToString());
        var report = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(folder.File("report.json")));
        report
            .GetProperty("totals")
            .GetProperty("api_calls")
            .EnumerateObject()
            .ShouldAllBe(calls => calls.Value.GetInt32() > 0);
        report.GetProperty("warnings").GetArrayLength().ShouldBe(0, report.GetProperty("warnings").ToString());
        return report;
    }

    private static List<string> Files(string lake, string day) =>
        [
            .. Directory
                .EnumerateFiles(
                    Path.Combine(lake, "commerce-results", "commerce-summary", "pipeline", "events"),
                    "*",
                    SearchOption.AllDirectories
                )
                .Where(file => file.Contains($"day={day}", StringComparison.Ordinal)),
        ];
}

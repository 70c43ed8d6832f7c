using System.Text.Json;

namespace EndToEnd.Runs;

/// <summary>The command line with LocalAws misbehaving: what a plan asks for happens to the whole program.</summary>
public sealed class FaultRunTests
{
    private const string Date = "2026-03-29";

    private static readonly string[] OneTable =
    [
        "--date",
        Date,
        "--service",
        "theshop-brand",
        "--query-type",
        "hourly_traffic",
    ];

    [Fact]
    public async Task Run_StoppedAtTheNthRequest_EndsAsKilledAndGoesOnWhenStartedAgain()
    {
        using var folder = new TemporaryFolder();
        var lake = await SampleAsync(folder);
        await File.WriteAllTextAsync(
            folder.File("faults.json"),
            """{ "rules": [ { "fault": "stop", "service": "glue", "operation": "CreateTable", "target": "*hourly_traffic*", "nth": 1, "carried_out": true } ] }"""
        );

        var killed = await CommandLine.RunAsync([
            "run",
            "--lake",
            lake,
            "--faults",
            folder.File("faults.json"),
            .. OneTable,
        ]);
        var again = await CommandLine.RunAsync(["run", "--lake", lake, "--json", "-", .. OneTable]);

        killed.ExitCode.ShouldBe(OperatingSystem.IsWindows() ? -1 : 137, killed.ToString());
        again.ExitCode.ShouldBe(0, again.ToString());
        JsonSerializer
            .Deserialize<JsonElement>(again.Output)
            .GetProperty("totals")
            .GetProperty("published")
            .GetInt32()
            .ShouldBe(1);
    }

    [Fact]
    public async Task Run_OnABadDay_PublishesAllTheSame()
    {
        using var folder = new TemporaryFolder();
        var lake = await SampleAsync(folder);
        await File.WriteAllTextAsync(
            folder.File("faults.json"),
            """
            { "seed": 3, "rules": [
                { "fault": "throttle", "service": "athena", "every": 4 },
                { "fault": "internal_error", "service": "glue", "every": 5 },
                { "fault": "lose_answer", "service": "s3", "every": 6 },
                { "fault": "small_pages", "page_size": 2 } ] }
            """
        );

        var run = await CommandLine.RunAsync([
            "run",
            "--lake",
            lake,
            "--faults",
            folder.File("faults.json"),
            "--json",
            "-",
            .. OneTable,
        ]);

        run.ExitCode.ShouldBe(0, run.ToString());
    }

    private static async Task<string> SampleAsync(TemporaryFolder folder)
    {
        (
            await CommandLine.RunAsync(
                "sample",
                "--lake",
                folder.File("lake"),
                "--date",
                Date,
                "--days",
                "3",
                "--events-per-day",
                "200",
                "--seed",
                "7"
            )
        ).ExitCode.ShouldBe(0);
        return folder.File("lake");
    }
}

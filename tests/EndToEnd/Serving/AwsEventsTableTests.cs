using System.Net.Http.Json;
using System.Text.Json;

namespace EndToEnd.Serving;

/// <summary>The events table that <c>deploy/aws</c> gives an account: texts for times, underscores for dots.</summary>
public sealed class AwsEventsTableTests
{
    private const string Date = "2026-03-29";
    private const string Service = "theshop-brand";
    private const string Summary =
        $"SELECT * FROM log_db.theshop_brand_commerce_purchase_analytics_summary ORDER BY 1, 2, 3";
    private static readonly string[] QueryTypes = ["purchase_analytics"];

    [Fact]
    public async Task Run_OverTheTableOfDeployAws_GivesTheRowsOfOurOwn()
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
                "9",
                "--events-per-day",
                "80"
            )
        ).ExitCode.ShouldBe(0);
        await using var serving = await Support.Serving.StartAsync(lake);
        await RunAsync(serving);
        var own = await CommandLine.QueryAsync(lake, Summary);

        await CommandLine.QueryAsync(lake, "DROP TABLE log_db.logall");
        await CommandLine.QueryAsync(
            lake,
            await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "aws", "events-table.sql"))
        );
        await RunAsync(serving);

        own.ShouldContain("purchase_date");
        (await CommandLine.QueryAsync(lake, Summary)).ShouldBe(own);
    }

    private static async Task RunAsync(Support.Serving serving)
    {
        using var started = await serving.Http.PostAsJsonAsync(
            "/api/runs",
            new
            {
                execution_date = Date,
                service_names = (string[])[Service],
                query_types = QueryTypes,
            }
        );
        var payload = await started.Content.ReadFromJsonAsync<JsonElement>();
        await serving.WaitForEndAsync(payload.GetProperty("statusQueryGetUri").GetString()!);
        (await serving.GetAsync($"/api/runs/{payload.GetProperty("id").GetString()}"))
            .GetProperty("status")
            .GetString()
            .ShouldBe("succeeded");
    }
}

using System.Text.Json;

namespace EndToEnd.Runs;

/// <summary>A log that was loaded twice: readers keep the night before until the copies are gone.</summary>
public sealed class AuditRunTests : IDisposable
{
    private const string Product = "theshop_brand_commerce_product_ranking_summary";
    private readonly TemporaryFolder _folder = new();
    private readonly string _lake;

    public AuditRunTests() => _lake = _folder.File("lake");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_LogLoadedTwice_HoldsItsTablesAndPublishesThemWhenTheCopiesAreGone()
    {
        await SampleAsync();
        (await RunAsync("2026-03-28")).GetProperty("status").GetString().ShouldBe("succeeded");
        var before = await DateAsync();
        var copies = HeldLake.Copy(_lake);

        var held = await RunAsync("2026-03-29");

        held.GetProperty("status").GetString().ShouldBe("failed");
        var tables = Tables(held).ToList();
        tables.Count.ShouldBe(14);
        tables.ShouldAllBe(table => table.GetProperty("status").GetString() == "held");
        tables.ShouldAllBe(table => Codes(table).Contains("EventsRepeated hold"));
        (await DateAsync()).ShouldBe(before);
        (await CommandLine.QueryAsync(_lake, "SHOW TABLES IN log_db 'pipeline_staging*'")).ShouldBe("[]");

        copies.ForEach(File.Delete);
        var mended = await RunAsync("2026-03-29");

        Tables(mended).ShouldAllBe(table => table.GetProperty("status").GetString() == "published");
        (await DateAsync()).ShouldContain("2026-03-29");
    }

    private async Task SampleAsync() =>
        (
            await CommandLine.RunAsync(
                "sample",
                "--lake",
                _lake,
                "--date",
                "2026-03-29",
                "--days",
                "12",
                "--events-per-day",
                "300",
                "--seed",
                "7"
            )
        ).ExitCode.ShouldBe(0);

    /// <summary>The report of a run; forced, so that the overview is built of the log as it is now.</summary>
    private Task<JsonElement> RunAsync(string date) =>
        CommandLine.ReportAsync("run", "--lake", _lake, "--date", date, "--force");

    private Task<string> DateAsync() =>
        CommandLine.QueryAsync(_lake, $"SELECT max(calculation_date) AS d, count(*) AS n FROM {Product}");

    private static IEnumerable<JsonElement> Tables(JsonElement report) =>
        report
            .GetProperty("services")
            .EnumerateArray()
            .SelectMany(service => service.GetProperty("tables").EnumerateArray());

    private static IEnumerable<string> Codes(JsonElement table) =>
        table
            .GetProperty("findings")
            .EnumerateArray()
            .Select(finding => $"{finding.GetProperty("code")} {finding.GetProperty("severity")}");
}

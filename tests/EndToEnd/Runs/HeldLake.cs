using System.Text.Json;

namespace EndToEnd.Runs;

/// <summary>A lake of one shop whose log can be loaded twice, which the audit holds its tables for.</summary>
internal sealed class HeldLake : IDisposable
{
    public const string Service = "theshop-brand";
    public const string Product = "theshop_brand_commerce_product_ranking_summary";
    public const string Category = "theshop_brand_commerce_category_performance_summary";
    private static readonly string[] QueryTypes = ["product_ranking", "category_performance"];
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _copies = [];

    public string Lake => _folder.File("lake");

    /// <summary>Events for runs up to a date.</summary>
    public async Task SampleAsync(string date)
    {
        var events = $"sample --lake {Lake} --date {date} --days 12 --events-per-day 300 --seed 7 --service {Service}";
        var outcome = await CommandLine.RunAsync(events.Split(' '));
        outcome.ExitCode.ShouldBe(0, outcome.ToString());
    }

    /// <summary>The report of a run of both tables; forced, so that the overview is of the log as it is now.</summary>
    public Task<JsonElement> RunAsync(string date) =>
        CommandLine.ReportAsync([
            "run",
            "--lake",
            Lake,
            "--date",
            date,
            "--force",
            "--service",
            Service,
            .. QueryTypes.SelectMany(type => new[] { "--query-type", type }),
        ]);

    /// <summary>The report of a publication by hand.</summary>
    public Task<JsonElement> PublishAsync(string runId, string table) =>
        CommandLine.ReportAsync("publish", "--lake", Lake, "--run", runId, "--table", table);

    /// <summary>The rows of a statement, as JSON.</summary>
    public Task<string> QueryAsync(string sql) => CommandLine.QueryAsync(Lake, sql);

    /// <summary>What a live table shows: its date, its rows, and what they add up to.</summary>
    public Task<string> LiveAsync(string table) =>
        QueryAsync($"SELECT max(calculation_date) AS d, count(*) AS n, sum(cart_add_count) AS c FROM {table}");

    /// <summary>The same of a night in history.</summary>
    public Task<string> NightAsync(string queryType, string night) =>
        QueryAsync(
            $"SELECT max(calculation_date) AS d, count(*) AS n, sum(cart_add_count) AS c FROM pipeline_history_{queryType} WHERE service = '{Service}' AND night = '{night}'"
        );

    public void LoadTwice() => _copies.AddRange(Copy(Lake));

    /// <summary>Loads the log of a lake once more.</summary>
    /// <returns>The copies.</returns>
    public static List<string> Copy(string lake)
    {
        var files = Directory.GetFiles(Path.Combine(lake, "commerce-logs"), "part-*", SearchOption.AllDirectories);
        files.ShouldNotBeEmpty();
        var copies = new List<string>();
        foreach (var file in files)
        {
            copies.Add(Path.Combine(Path.GetDirectoryName(file)!, $"again-{Path.GetFileName(file)}"));
            File.Copy(file, copies[^1]);
        }

        return copies;
    }

    public void RemoveCopies()
    {
        _copies.ForEach(File.Delete);
        _copies.Clear();
    }

    /// <summary>A table of a report: its status, then its findings with what they do.</summary>
    public static string Told(JsonElement report, string table)
    {
        var told = report
            .GetProperty("services")
            .EnumerateArray()
            .SelectMany(service => service.GetProperty("tables").EnumerateArray())
            .Single(one => one.GetProperty("table").GetString() == table);
        var findings = told.GetProperty("findings")
            .EnumerateArray()
            .Where(finding => !finding.TryGetProperty("day", out var day) || day.ValueKind == JsonValueKind.Null)
            .Select(finding => $"{finding.GetProperty("code")} {finding.GetProperty("severity")}");
        return string.Join(", ", findings.Prepend(told.GetProperty("status").GetString()!));
    }

    public void Dispose() => _folder.Dispose();
}

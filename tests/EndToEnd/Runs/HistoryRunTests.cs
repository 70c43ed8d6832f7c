using System.Text.RegularExpressions;

namespace EndToEnd.Runs;

/// <summary>Nights that stay readable: each as its own run left it, for as long as the settings say.</summary>
public sealed class HistoryRunTests : IDisposable
{
    private const string Product = "theshop_brand_commerce_product_ranking_summary";
    private readonly TemporaryFolder _folder = new();
    private readonly string _lake;

    public HistoryRunTests() => _lake = _folder.File("lake");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Runs_OfThreeNights_AreNightsThatARerunReplacesAndARollbackTakesOut()
    {
        await SampleAsync();
        string[] nights = ["2026-03-27", "2026-03-28", "2026-03-29"];
        var expected = new List<string>();
        foreach (var night in nights)
        {
            await RunAsync(night, versionsToKeep: 1);
            expected.Add($"{night} {await CommandLine.QueryAsync(_lake, $"SELECT count(*) AS n FROM {Product}")}");
        }

        (await NightsAsync()).ShouldBe(expected, "the old nights stay readable");
        Retired().ShouldBeEmpty();

        await RunAsync("2026-03-28", versionsToKeep: 2, "--force");
        (await NightsAsync()).ShouldBe(expected, "a rerun gives the same rows");
        Retired().ShouldBe(["2026-03-28"], "what the night showed before");

        await RunAsync("2026-03-29", versionsToKeep: 2);
        var rollback = await CommandLine.RunAsync("rollback", "--lake", _lake, "--service", "theshop-brand");
        rollback.ExitCode.ShouldBe(0, rollback.ToString());
        (await NightsAsync()).ShouldBe(expected.Take(2), "a rollback takes its night out");
    }

    [Fact]
    public async Task Runs_BeyondHistoryNights_LetTheOldestGoAfterTheHour()
    {
        await SampleAsync();
        foreach (var night in new[] { "2026-03-27", "2026-03-28", "2026-03-29" })
            await RunAsync(night, versionsToKeep: 1, "--set", "HistoryNights=2");

        (await NightsAsync()).Select(night => night[..10]).ShouldBe(["2026-03-28", "2026-03-29"]);
        Versions().Count.ShouldBe(3, "its data stays for who reads it");
        foreach (var file in RetiredFiles())
            await AgeAsync(file);

        var clean = await CommandLine.RunAsync("clean", "--lake", _lake, "--yes");

        clean.ExitCode.ShouldBe(0, clean.ToString());
        Versions().ShouldBe(["2026-03-28", "2026-03-29"]);
        (await NightsAsync()).Count.ShouldBe(2);
        Retired().ShouldBeEmpty();
    }

    private async Task SampleAsync() =>
        await CommandLine.RunAsync(
            "sample",
            "--lake",
            _lake,
            "--date",
            "2026-03-29",
            "--days",
            "8",
            "--events-per-day",
            "200",
            "--seed",
            "3"
        );

    private async Task RunAsync(string night, int versionsToKeep, params string[] more)
    {
        var run = await CommandLine.RunAsync([
            "run",
            "--lake",
            _lake,
            "--date",
            night,
            "--set",
            $"VersionsToKeep={versionsToKeep}",
            .. more,
        ]);
        run.ExitCode.ShouldBe(0, run.ToString());
    }

    /// <summary>As an analyst asks for them.</summary>
    private async Task<List<string>> NightsAsync()
    {
        var rows = await CommandLine.QueryAsync(
            _lake,
            "SELECT night, count(*) AS n FROM pipeline_history_product_ranking WHERE service = 'theshop-brand' GROUP BY night ORDER BY night"
        );
        return [.. Regex.Matches(rows, """\{"night":"([0-9-]+)",("n":[0-9]+)\}""").Select(Text)];
    }

    private static string Text(Match row) => $"{row.Groups[1].Value} [{{{row.Groups[2].Value}}}]";

    /// <summary>Nights of which versions wait to be deleted.</summary>
    private IEnumerable<string> Retired() =>
        RetiredFiles().Select(file => Path.GetFileName(Path.GetDirectoryName(file)!)).Distinct();

    private string[] RetiredFiles()
    {
        var folder = Path.Combine(_lake, "commerce-results", "commerce-summary", "pipeline", "archive", "retired");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories) : [];
    }

    private List<string> Versions()
    {
        var tables = Path.Combine(_lake, "commerce-results", "commerce-summary", "pipeline", "tables");
        var places = Directory
            .EnumerateFiles(
                Path.Combine(tables, "theshop_brand_commerce_product_ranking"),
                "*",
                SearchOption.AllDirectories
            )
            .Select(file => Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(file)))!);
        return [.. places.Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Two hours pass.</summary>
    private static async Task AgeAsync(string file)
    {
        var text = await File.ReadAllTextAsync(file);
        var aged = Regex.Replace(
            text,
            "^\\{\"at\":\"([^\"]+)\"",
            at => $"{{\"at\":\"{DateTimeOffset.Parse(at.Groups[1].Value, null).AddHours(-2):O}\""
        );
        aged.ShouldNotBe(text);
        await File.WriteAllTextAsync(file, aged);
    }
}

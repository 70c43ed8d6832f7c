using System.Text.Json;
using System.Text.RegularExpressions;

namespace EndToEnd.Runs;

/// <summary>Nights of the overview on a lake: what came late is told, and history itself asks nothing.</summary>
public sealed class OverviewNightsTests : IDisposable
{
    private const string Late = "2026-03-26";
    private readonly TemporaryFolder _folder = new();
    private readonly string _lake;

    public OverviewNightsTests() => _lake = _folder.File("lake");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Runs_FilesOfADayCameLate_TellThatTheDayChangedAndSendNoStatementForHistory()
    {
        await SampleAsync();
        var late = TakeAway();
        Findings(await RunAsync("2026-03-28"))
            .ShouldNotContain(finding => finding.StartsWith("DayChanged", StringComparison.Ordinal));
        late.ForEach(file => File.Move(file.Aside, file.Path));

        var report = await RunAsync("2026-03-29");

        report.GetProperty("status").GetString().ShouldBe("succeeded");
        var changed = Findings(report)
            .Where(finding => finding.StartsWith("DayChanged", StringComparison.Ordinal))
            .ToList();
        changed.Count.ShouldBe(2, "once for each service");
        changed.ShouldAllBe(finding => finding == $"DayChanged warn {Late}");
        var statements = (await LakeQueries.ReadAsync(_lake))
            .Where(query => query.Query.Contains("pipeline_history_", StringComparison.Ordinal))
            .ToList();
        statements.ShouldAllBe(query => query.SubstatementType == "SELECT");
        statements.Count.ShouldBe(2 * 2 * 3, "the audit of each batch of two services, in two nights");
        statements.ShouldAllBe(query => query.Query.Contains("pipeline_history_overview", StringComparison.Ordinal));
        // The tables beside the night before: it is found by its definition.
        statements
            .Count(query => Regex.IsMatch(query.Query, "pipeline_history_(?!overview)"))
            .ShouldBe(2 * 3, "in the second night");
        statements.ShouldAllBe(query => query.Status.State.Value == "SUCCEEDED");
        (await NightsAsync()).ShouldBe(["2026-03-28", "2026-03-29"]);

        var backfill = await CommandLine.RunAsync([
            "backfill",
            "--lake",
            _lake,
            "--from",
            "2026-03-26",
            "--to",
            "2026-03-27",
            "--query-type",
            "overview",
        ]);

        backfill.ExitCode.ShouldBe(0, backfill.ToString());
        (await NightsAsync()).ShouldBe(["2026-03-26", "2026-03-27", "2026-03-28", "2026-03-29"]);
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
                "600",
                "--seed",
                "7"
            )
        ).ExitCode.ShouldBe(0);

    /// <summary>Every second file of the day is not there yet.</summary>
    private List<(string Path, string Aside)> TakeAway()
    {
        var day = Path.Combine("year=2026", "month=03", $"day={Late[^2..]}");
        var files = Directory
            .GetFiles(Path.Combine(_lake, "commerce-logs"), "part-*", SearchOption.AllDirectories)
            .Where(file => file.Contains(day, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Where((_, number) => number % 2 == 1)
            .Select((file, number) => (file, _folder.File($"late-{number}")))
            .ToList();
        files.ShouldNotBeEmpty();
        files.ForEach(file => File.Move(file.file, file.Item2));
        return files;
    }

    private Task<JsonElement> RunAsync(string date) => CommandLine.ReportAsync("run", "--lake", _lake, "--date", date);

    private static IEnumerable<string> Findings(JsonElement report) =>
        from service in report.GetProperty("services").EnumerateArray()
        from table in service.GetProperty("tables").EnumerateArray()
        from finding in table.GetProperty("findings").EnumerateArray()
        let day = finding.TryGetProperty("day", out var told) ? told.GetString() : null
        select $"{finding.GetProperty("code")} {finding.GetProperty("severity")} {day}";

    private async Task<List<string>> NightsAsync()
    {
        var rows = await CommandLine.QueryAsync(
            _lake,
            "SELECT night, count(*) AS n FROM pipeline_history_overview GROUP BY night ORDER BY night"
        );
        return [.. Regex.Matches(rows, "[0-9]{4}-[0-9]{2}-[0-9]{2}").Select(night => night.Value)];
    }
}

using System.Text.Json;
using CommerceAnalytics.LocalHost.Commands;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

/// <summary><c>check</c> on small lakes, through Athena's API on a LocalAws that is started for the moment.</summary>
public sealed class CheckCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Check_ShortOfThresholds_WarnsWithNumbersAndExitsWithZero()
    {
        WriteDays(17, 18, 19);

        var outcome = await CheckAsync("--service", "shop");

        outcome.ExitCode.ShouldBe(ExitCode.Done, outcome.ToString());
        outcome.Output.ShouldMatch(
            @"pass +│ shop +│ events_per_day +│ 101 commerce events on 2025-11-17, the quietest of 3 days; 303 from 2025-11-17 to 2025-11-19 +│ more than 100 a day"
        );
        outcome.Output.ShouldMatch(
            @"warn +│ shop +│ cart_price +│ 240 of 303 cart adds have a salePrice or price \(79\.21 %\) +│ more than 80 %"
        );
        outcome.Output.ShouldContain(
            "warn: cart_price (passes: more than 80 %)\n  shop: 240 of 303 cart adds have a salePrice or price (79.21 %)\n  See which version of the shop stopped logging",
            customMessage: outcome.Output
        );
        outcome
            .Output.TrimEnd()
            .Split('\n')[^1]
            .ShouldBe("warn: event log before 2025-11-20: 25 checks pass, 8 warn, 0 fail");
    }

    [Fact]
    public async Task Check_TableAboveWhatARunWrites_FailsAndNamesIt()
    {
        WriteDays(17, 18, 19);
        await QueryAsync("CREATE DATABASE IF NOT EXISTS log_db");
        await QueryAsync(
            "CREATE EXTERNAL TABLE log_db.old (x string) STORED AS PARQUET LOCATION 's3://commerce-results/commerce-summary/'"
        );

        var outcome = await CheckAsync("--service", "shop");

        outcome.ExitCode.ShouldBe(ExitCode.Failed, outcome.ToString());
        outcome.Output.ShouldContain("fail: table_locations");
        outcome.Output.ShouldContain("log_db.old lies at s3://commerce-results/commerce-summary/");
    }

    [Fact]
    public async Task Check_DamagedLinesOnSeveralDays_ShowsOneDayAndReportsAll()
    {
        WriteDays(17, 18, 19);
        AppendDamaged(17, 1);
        AppendDamaged(19, 2);

        var outcome = await CheckAsync("--service", "shop", "--json");

        var report = JsonDocument.Parse(outcome.Output).RootElement;
        report
            .GetProperty("skipped_lines")
            .EnumerateArray()
            .Select(day => (day.GetProperty("day").GetString(), day.GetProperty("skipped").GetInt64()))
            .ShouldBe([("2025-11-17", 1), ("2025-11-19", 2)]);
        outcome.Error.ShouldContain("skipped on 2 days, 3 in all; the largest share on 2025-11-19: 2 of 103 lines");
    }

    [Fact]
    public async Task Check_ADayWithoutEvents_FailsAndExitsWithOne()
    {
        WriteDays(17, 19);

        var outcome = await CheckAsync("--service", "shop", "--json");

        outcome.ExitCode.ShouldBe(ExitCode.Failed, outcome.ToString());
        var report = JsonDocument.Parse(outcome.Output).RootElement;
        report.GetProperty("status").GetString().ShouldBe("fail");
        report.GetProperty("execution_date").GetString().ShouldBe("2025-11-20");
        var days = report
            .GetProperty("checks")
            .EnumerateArray()
            .Single(check => check.GetProperty("check").GetString() == "events_per_day");
        days.GetProperty("service_name").GetString().ShouldBe("shop");
        days.GetProperty("status").GetString().ShouldBe("fail");
        days.GetProperty("counted").GetInt64().ShouldBe(0);
        days.GetProperty("finding").GetString().ShouldBe("no commerce events on 2025-11-18");
        outcome.Error.ShouldContain("fail: events_per_day", customMessage: "people see it all the same");
    }

    [Fact]
    public async Task Check_SeveralServices_AreJudgedOneByOne()
    {
        WriteDays(17, 18, 19);

        var outcome = await CheckAsync(
            "--service",
            "shop",
            "--service",
            "other",
            "--json",
            _folder.At("findings.json")
        );

        outcome.ExitCode.ShouldBe(ExitCode.Failed, outcome.ToString());
        var checks = JsonDocument
            .Parse(await File.ReadAllTextAsync(_folder.At("findings.json")))
            .RootElement.GetProperty("checks")
            .EnumerateArray()
            .ToList();
        checks
            .Where(check => check.GetProperty("status").GetString() == "fail")
            .Select(check => $"{check.GetProperty("service_name")} {check.GetProperty("check")}")
            .ShouldBe(["other events_per_day"]);
    }

    [Fact]
    public async Task Check_ThresholdSet_IsTheOneThatCounts()
    {
        WriteDays(17, 18, 19);

        var outcome = await CheckAsync(
            "--service",
            "shop",
            "--set",
            "Checks:MinPricePercent=79.2",
            "--set",
            "MinEventsPerDay=101"
        );

        outcome.Output.ShouldMatch(@"pass +│ shop +│ cart_price .* more than 79\.2 %");
        outcome.Output.ShouldMatch(@"warn +│ shop +│ events_per_day .* more than 101 a day");
    }

    [Fact]
    public async Task Check_ALakeWithoutAnEventsTable_Fails()
    {
        Directory.CreateDirectory(_folder.At("lake"));

        var outcome = await CheckAsync();

        outcome.ExitCode.ShouldBe(ExitCode.Failed, outcome.ToString());
        outcome.Output.ShouldContain(
            "fail: events_table (passes: can be read)\n  (whole log): there is no table log_db.logall\n"
        );
    }

    [Fact]
    public async Task Check_ATableThatCannotBeRead_SaysWhatIsNeeded()
    {
        Directory.CreateDirectory(_folder.At("lake"));
        await Shell.RunLiveAsync("query", "CREATE DATABASE IF NOT EXISTS log_db", "--lake", _folder.At("lake"));
        await Shell.RunLiveAsync(
            "query",
            "CREATE EXTERNAL TABLE log_db.logall (body string) STORED AS PARQUET LOCATION 's3://commerce-logs/logall/'",
            "--lake",
            _folder.At("lake")
        );

        var outcome = await CheckAsync();

        outcome.ExitCode.ShouldBe(ExitCode.Failed, outcome.ToString());
        outcome.Output.ShouldContain("the column 'timestamp' is not there");
    }

    [Theory]
    [InlineData("'lake' (--lake) is not there")]
    [InlineData("2025-13-40", "--date", "2025-13-40")]
    [InlineData("CommerceAnalytics:Checks:MinPricePercent is '100'", "--set", "Checks:MinPricePercent=100")]
    [InlineData("'CommerceAnalytics__Checks__MinPricePercent'?", "--set", "Checks:MinPricePercnt=80")]
    [InlineData("must be a number", "--set", "Checks:MinPricePercent=much")]
    [InlineData("its folder is not there", "--json", "/no/such/folder/file.json")]
    public async Task Check_WrongUsage_IsRefused(string named, params string[] arguments)
    {
        var outcome = await Shell.RunAsync(["check", "--lake", _folder.At("lake"), .. arguments]);

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.Replace(_folder.Path + Path.DirectorySeparatorChar, "").ShouldContain(named);
        outcome.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_AsSql_IsThePageInDocs()
    {
        var page = Path.Combine(RepositoryRoot.Path, "docs", "commerce-analytics-test-queries.md");

        var outcome = await Shell.RunAsync(
            "check",
            "--sql",
            "--lake",
            _folder.At("none"),
            "--date",
            "2025-10-28",
            "--service",
            "theshop-brand",
            "--service",
            "theshop-pharmacy"
        );

        outcome.ExitCode.ShouldBe(ExitCode.Done, outcome.ToString());
        outcome.Output.ShouldBe(
            (await File.ReadAllTextAsync(page)).ReplaceLineEndings("\n"),
            "write docs/commerce-analytics-test-queries.md anew with the command that it names"
        );
    }

    public void Dispose() => _folder.Dispose();

    private async Task QueryAsync(string sql) =>
        (await Shell.RunLiveAsync("query", sql, "--lake", _folder.At("lake"))).ExitCode.ShouldBe(ExitCode.Done);

    private Task<Outcome> CheckAsync(params string[] more) =>
        Shell.RunLiveAsync(["check", "--lake", _folder.At("lake"), "--date", "2025-11-20", .. more]);

    /// <summary>101 cart adds a day, 80 of them with a price, all else as it should be; and a purchase.</summary>
    private void WriteDays(params int[] days)
    {
        foreach (var day in days)
            File.WriteAllLines(Events(day), Enumerable.Range(0, 101).Select(n => Line(day, n)));
    }

    private void AppendDamaged(int day, int lines) =>
        File.AppendAllLines(Events(day), Enumerable.Repeat("{\"body\": ", lines));

    private string Events(int day)
    {
        var hour = _folder.At("lake", "commerce-logs", "logall", "year=2025", "month=11", $"day={day}", "hour=03");
        return Path.Combine(Directory.CreateDirectory(hour).FullName, "part-0.json");
    }

    private static string Line(int day, int n) =>
        JsonSerializer.Serialize(
            new
            {
                timestamp = $"2025-11-{day}T03:{n % 60:00}:{n / 60:00}.000Z",
                body = "commerce.cart.add",
                attributes = new Dictionary<string, string?>
                {
                    ["resource.service.name"] = "shop",
                    ["userKey"] = $"u{n}",
                    ["sessionId"] = $"s{n}",
                    ["productName"] = "Cream",
                    ["category"] = "beauty",
                    ["quantity"] = "1",
                    ["price"] = n < 80 ? "9.5" : null,
                },
            }
        );
}

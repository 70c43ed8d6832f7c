using System.Text.Json;
using CommerceAnalytics.LocalHost.Commands;
using CommerceAnalytics.OneMachine.Pages.Server.Dashboards;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

/// <summary>
/// A day whose only file is damaged: the night fails, goes without the day, and has it again once the file is mended.
/// </summary>
public sealed class ExcludedDaysCommandTests : IDisposable
{
    private const string Damaged = "2025-11-11";
    private const string Without = $"without {Damaged} (ExcludedDays)";

    private static readonly string[] Setting = ["--set", $"ExcludedDays:0={Damaged}"];

    private readonly TemporaryFolder _folder = new();

    private string Lake => _folder.At("lake");

    [Theory]
    [InlineData("Direct")]
    [InlineData("Extract")]
    public async Task Night_WithADayLeftOutAndThenWithIt_ShowsTheDayNowhereAndThenEverywhere(string scanMode)
    {
        await WriteAsync("2025-11-10", "2025-11-12");
        await WriteDamagedAsync();
        var failed = await RunAsync(scanMode);
        failed.ExitCode.ShouldBe(ExitCode.Failed, failed.ToString());
        failed.Output.ShouldContain("that day alone to ExcludedDays");

        await ShouldGoWithoutAsync(await RunAsync(scanMode, Setting));
        await WriteAsync(Damaged);
        await ShouldHaveItAgainAsync(await RunAsync(scanMode));

        var back = await Shell.RunLiveAsync("rollback", "--lake", Lake, "--service", "shop");
        back.Output.ShouldContain(Without, customMessage: back.ToString());
        (await StatusAsync()).ShouldContain($"{Without}: shop_commerce_");
        (await FreshnessAsync()).ShouldAllBe(days => days == Damaged);
    }

    [Fact]
    public async Task PlanAndCheck_WithADayLeftOut_TellItWithTheWindow()
    {
        await WriteAsync("2025-11-10", "2025-11-12");
        var plan = await AskAsync("plan", [.. Setting, "--query-type", "hourly_traffic"]);
        plan.ShouldContain($"2025-11-06 to 2025-11-12 {Without}");
        plan.ShouldContain($"AND NOT (ts >= TIMESTAMP '{Damaged} 00:00:00.000'");

        (await AskAsync("check", Setting)).ShouldContain($"left out of every window (ExcludedDays): {Damaged}");
    }

    [Fact]
    public async Task Run_EntriesThatLeaveNothingOut_IsRefusedWithAllOfThem()
    {
        string[] entries =
        [
            "--set",
            "ExcludedDays:0=26.10.2025",
            "--set",
            "ExcludedDays:1=theshop-brnad:2025-11-11",
            "--set",
            "QueryTimeoutMinutes=0",
        ];
        var refused = await Shell.RunAsync(["run", "--lake", Lake, .. entries]);
        refused.ExitCode.ShouldBe(ExitCode.Refused, refused.ToString());
        refused.Error.ShouldContain("CommerceAnalytics:ExcludedDays holds '26.10.2025': write a day as YYYY-MM-DD");
        refused.Error.ShouldContain(
            "CommerceAnalytics:ExcludedDays holds 'theshop-brnad:2025-11-11': CommerceAnalytics:ServiceNames has no service theshop-brnad"
        );
        refused.Error.ShouldContain("QueryTimeoutMinutes");
    }

    public void Dispose() => _folder.Dispose();

    private async Task ShouldGoWithoutAsync(Outcome run)
    {
        run.ExitCode.ShouldBe(ExitCode.Done, run.ToString());
        run.Output.ShouldContain($"{Without}: pipeline_overview, shop_commerce_");
        (await TablesAsync()).ShouldAllBe(table =>
            table.ExcludedDays!.Single() == DateOnly.ParseExact(Damaged, "yyyy-MM-dd")
        );
        (await DaysAsync()).ShouldBe(["2025-11-10", "2025-11-12"]);
        (await ProductsAsync()).ShouldBe(["p-2025-11-10", "p-2025-11-12"]);
        // Asked without the setting: what a table left out is of the table.
        (await StatusAsync()).ShouldContain($"{Without}: shop_commerce_");
        (await FreshnessAsync()).ShouldAllBe(days => days == Damaged);
        (await RevenueAsync()).ShouldBe(["2025-11-10 10.0", "2025-11-11 ", "2025-11-12 10.0"]);
    }

    private async Task ShouldHaveItAgainAsync(Outcome run)
    {
        run.ExitCode.ShouldBe(ExitCode.Done, run.ToString());
        run.Output.ShouldNotContain("ExcludedDays");
        (await TablesAsync()).ShouldAllBe(table => table.ExcludedDays == null);
        (await DaysAsync()).ShouldBe(["2025-11-10", Damaged, "2025-11-12"]);
        (await ProductsAsync()).ShouldBe(["p-2025-11-10", $"p-{Damaged}", "p-2025-11-12"]);
        (await StatusAsync()).ShouldNotContain("ExcludedDays");
        (await FreshnessAsync()).ShouldAllBe(days => days == null);
        (await RevenueAsync()).ShouldBe(["2025-11-10 10.0", "2025-11-11 10.0", "2025-11-12 10.0"]);
    }

    /// <summary>A session a day that puts a product of its own into the cart and buys it.</summary>
    private async Task WriteAsync(params string[] days)
    {
        foreach (var day in days)
        {
            string[] lines = [Line(day, "commerce.cart.add", "03"), Line(day, "commerce.checkout.purchase", "04")];
            await File.WriteAllLinesAsync(FileOf(day), lines);
        }
    }

    private Task WriteDamagedAsync() => File.WriteAllTextAsync(FileOf(Damaged), "{\"timestamp\":\n{\"body\n");

    private static string Line(string day, string body, string minute) =>
        $$$"""{"timestamp":"{{{day}}}T03:{{{minute}}}:00.000Z","body":"{{{body}}}","attributes":{"resource.service.name":"shop","userKey":"u","sessionId":"s","productName":"p-{{{day}}}","totalAmount":"10"}}""";

    private string FileOf(string day)
    {
        string[] folder =
        [
            "lake",
            "commerce-logs",
            "logall",
            $"year={day[..4]}",
            $"month={day[5..7]}",
            $"day={day[8..]}",
            "hour=03",
        ];
        return Path.Combine(Directory.CreateDirectory(_folder.At(folder)).FullName, "a.json");
    }

    private Task<Outcome> RunAsync(string scanMode, params string[] more) =>
        Shell.RunLiveAsync([
            "run",
            "--lake",
            Lake,
            "--date",
            "2025-11-13",
            "--service",
            "shop",
            "--set",
            $"ScanMode={scanMode}",
            "--json",
            _folder.At("report.json"),
            .. more,
        ]);

    private async Task<string> AskAsync(string command, string[] more)
    {
        var outcome = await Shell.RunLiveAsync([
            command,
            "--lake",
            Lake,
            "--date",
            "2025-11-13",
            "--service",
            "shop",
            .. more,
        ]);
        return outcome.Output + outcome.Error;
    }

    private Task<string> StatusAsync() => AskAsync("status", []);

    private async Task<IReadOnlyList<TableReport>> TablesAsync() =>
        RunReportJson.Read(await File.ReadAllTextAsync(_folder.At("report.json"))).Services.Single().Tables;

    private async Task<List<string>> DaysAsync()
    {
        var rows = await RowsAsync(
            "SELECT CAST(purchase_date AS varchar) AS day FROM log_db.shop_commerce_purchase_analytics_summary ORDER BY 1"
        );
        return rows.ConvertAll(row => row.GetProperty("day").GetString()!);
    }

    private async Task<List<string>> ProductsAsync()
    {
        var rows = await RowsAsync(
            "SELECT productname AS product FROM log_db.shop_commerce_product_ranking_summary ORDER BY 1"
        );
        return rows.ConvertAll(row => row.GetProperty("product").GetString()!);
    }

    private async Task<List<string?>> FreshnessAsync()
    {
        var rows = await RowsAsync(PanelSql("Freshness"));
        rows.Count.ShouldBe(7);
        return rows.ConvertAll(row => row.GetProperty("without").GetString());
    }

    /// <summary>Of the days that have purchases and the one that may have.</summary>
    private async Task<List<string>> RevenueAsync()
    {
        var rows = await RowsAsync(PanelSql("Revenue by day"));
        var days = rows.ConvertAll(row => $"{row.GetProperty("time").GetString()![..10]} {row.GetProperty("revenue")}");
        return days.FindAll(day => string.CompareOrdinal(day, "2025-11-10") > 0);
    }

    private static string PanelSql(string title)
    {
        var path = Path.Combine(
            RepositoryRoot.Path,
            "deploy",
            "grafana",
            "dashboards",
            "commerce-analytics-multi-service.json"
        );
        using var dashboard = JsonDocument.Parse(File.ReadAllText(path));
        var panel = dashboard
            .RootElement.GetProperty("panels")
            .EnumerateArray()
            .Single(panel => panel.GetProperty("title").GetString() == title);
        var sql = panel.GetProperty("targets")[0].GetProperty("rawSQL").GetString()!;
        return Interpolation.Fill(
            sql,
            new Dictionary<string, string>
            {
                ["service"] = "shop",
                [Interpolation.From] = "2025-10-01T00:00:00Z",
                [Interpolation.To] = "2025-12-31T00:00:00Z",
            }
        );
    }

    private async Task<List<JsonElement>> RowsAsync(string sql)
    {
        var outcome = await Shell.RunLiveAsync("query", sql, "--format", "json", "--lake", Lake);
        outcome.ExitCode.ShouldBe(ExitCode.Done, outcome.ToString());
        return [.. JsonDocument.Parse(outcome.Output).RootElement.EnumerateArray()];
    }
}

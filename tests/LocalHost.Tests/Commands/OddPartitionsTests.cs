using CommerceAnalytics.LocalHost.Commands;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

/// <summary>Events tables whose partitions are written otherwise than the documented one's.</summary>
public sealed class OddPartitionsTests : IDisposable
{
    private const string Columns =
        "`timestamp` timestamp, body string, attributes struct<`resource.service.name`:string,userKey:string,sessionId:string,productName:string,quantity:string,salePrice:string>";

    private readonly TemporaryFolder _folder = new();

    private string Lake => _folder.At("lake");

    [Theory]
    [InlineData("Direct", "month=11/day=1", "month=11/day=2", "month=11/day=9", "month=11/day=12")]
    [InlineData("Extract", "month=11/day=1", "month=11/day=2", "month=11/day=9", "month=11/day=12")]
    [InlineData("Direct", "month=11/day=01", "month=11/day=2", "month=011/day=9", "month=11/day=12")]
    [InlineData("Extract", "month=11/day=01", "month=11/day=2", "month=011/day=9", "month=11/day=12")]
    public async Task Run_KeysWithoutZerosOrMixed_CountsEveryDay(string scanMode, params string[] partitions)
    {
        await WriteAsync(partitions);

        (await ShouldRunAsync(scanMode)).ShouldBe(partitions.Length);
    }

    [Fact]
    public async Task Run_ProjectedKeysWithoutZeros_CountsEveryDay()
    {
        await WriteAsync(
            ["month=11/day=1", "month=11/day=9", "month=11/day=12"],
            "TBLPROPERTIES ('projection.enabled'='true', 'projection.year.type'='integer', 'projection.year.range'='2025,2030', "
                + "'projection.month.type'='integer', 'projection.month.range'='1,12', 'projection.day.type'='integer', 'projection.day.range'='1,31', "
                + "'projection.hour.type'='integer', 'projection.hour.range'='0,23', 'projection.hour.digits'='2')"
        );

        (await ShouldRunAsync("Direct")).ShouldBe(3);
    }

    [Theory]
    [InlineData("Direct")]
    [InlineData("Extract")]
    public async Task Run_MonthByName_IsRefusedAndNamed(string scanMode)
    {
        await WriteAsync(["month=11/day=12", "month=Nov/day=09"]);

        var outcome = await RunAsync(scanMode, "--json", _folder.At("report.json"));

        outcome.ExitCode.ShouldBe(ExitCode.Failed, outcome.ToString());
        (await File.ReadAllTextAsync(_folder.At("report.json"))).ShouldContain("month=Nov");
    }

    [Theory]
    [InlineData("Direct")]
    [InlineData("Extract")]
    public async Task Run_PartitionWithoutADay_WarnsAndCountsTheOthers(string scanMode)
    {
        await WriteAsync(["month=11/day=12", "month=11/day=__HIVE_DEFAULT_PARTITION__"]);

        var outcome = await RunAsync(scanMode, "--json", _folder.At("report.json"));

        outcome.ExitCode.ShouldBe(ExitCode.Done, outcome.ToString());
        (await File.ReadAllTextAsync(_folder.At("report.json"))).ShouldContain("PartitionsUnread");
        (await RowsAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Check_MonthByNameAndPartitionWithoutADay_FailsAndWarns()
    {
        await WriteAsync(["month=11/day=12", "month=11/day=__HIVE_DEFAULT_PARTITION__"]);
        var warned = await CheckAsync();
        await WriteAsync(["month=Nov/day=12"], table: "other", folder: "other");
        var failed = await CheckAsync("--set", "EventsTable=other");

        warned.Output.ShouldContain("warn: events_table");
        warned.Output.ShouldContain("day=__HIVE_DEFAULT_PARTITION__");
        failed.Output.ShouldContain("fail: events_table");
        failed.Output.ShouldContain("'month=Nov'");
    }

    [Fact]
    public async Task Plan_KeysWithoutZeros_ComparesWithThem()
    {
        await WriteAsync(["month=11/day=9"]);

        var outcome = await Shell.RunLiveAsync(
            "plan",
            "--lake",
            Lake,
            "--date",
            "2025-11-13",
            "--service",
            "shop",
            "--query-type",
            "hourly_traffic",
            "--set",
            "EventsTable=mylog"
        );

        outcome.Output.ShouldContain(
            "day IN ('6', '7', '8', '9', '10', '11', '12')",
            customMessage: outcome.ToString()
        );
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>One product a partition: each stands in a row of its own where its day is read.</summary>
    private async Task WriteAsync(
        string[] partitions,
        string properties = "",
        string table = "mylog",
        string folder = "logall"
    )
    {
        foreach (var (n, partition) in partitions.Index())
        {
            var hour = Directory.CreateDirectory(
                _folder.At("lake", "commerce-logs", folder, "year=2025", partition, "hour=03")
            );
            var day = partition.Split('=')[^1] is var text && int.TryParse(text, out var number) ? number : 12;
            await File.WriteAllTextAsync(
                Path.Combine(hour.FullName, "a.json"),
                $$$"""{"timestamp":"2025-11-{{{day:00}}}T03:00:00.000Z","body":"commerce.cart.add","attributes":{"resource.service.name":"shop","userKey":"u","sessionId":"s","productName":"p{{{n}}}"}}"""
                    + "\n"
            );
        }

        await QueryAsync("CREATE DATABASE IF NOT EXISTS log_db");
        await QueryAsync(
            $"CREATE EXTERNAL TABLE log_db.{table} ({Columns}) PARTITIONED BY (year string, month string, day string, hour string) "
                + $"ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://commerce-logs/{folder}/' {properties}"
        );
        if (properties.Length == 0)
            await QueryAsync($"MSCK REPAIR TABLE log_db.{table}");
    }

    private async Task<int> ShouldRunAsync(string scanMode)
    {
        var outcome = await RunAsync(scanMode);
        outcome.ExitCode.ShouldBe(ExitCode.Done, outcome.ToString());
        return await RowsAsync();
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
            "--query-type",
            "product_ranking",
            "--set",
            "EventsTable=mylog",
            "--set",
            $"ScanMode={scanMode}",
            .. more,
        ]);

    private Task<Outcome> CheckAsync(params string[] more) =>
        Shell.RunLiveAsync([
            "check",
            "--lake",
            Lake,
            "--date",
            "2025-11-13",
            "--service",
            "shop",
            "--set",
            "EventsTable=mylog",
            .. more,
        ]);

    private async Task<int> RowsAsync()
    {
        var rows = await QueryAsync("SELECT productname FROM log_db.shop_commerce_product_ranking_summary");
        return rows
            .Output.Split('\n')
            .Count(line =>
                line.Trim('"', '\r').StartsWith('p') && !line.Contains("productname", StringComparison.Ordinal)
            );
    }

    private async Task<Outcome> QueryAsync(string sql)
    {
        var outcome = await Shell.RunLiveAsync("query", sql, "--format", "csv", "--lake", Lake);
        outcome.ExitCode.ShouldBe(ExitCode.Done, outcome.ToString());
        return outcome;
    }
}

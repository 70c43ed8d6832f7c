using CommerceAnalytics.LocalHost.Commands;
using CommerceAnalytics.OneMachine.Pages.Server.Dashboards;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

/// <summary>A shop is removed, on a small sample, beside shops whose names begin as its own.</summary>
public sealed class RemoveServiceCommandTests : IDisposable
{
    private const string Tables = "SHOW TABLES IN log_db '*_commerce_*_summary'";

    private readonly TemporaryFolder _folder = new();

    private string Lake => _folder.At("lake");

    [Theory]
    [InlineData("Direct")]
    [InlineData("Extract")]
    public async Task RemoveService_AShopBesideLookAlikes_ShowsFirstAndRemovesItAloneWithYes(string scanMode)
    {
        var mode = $"ScanMode={scanMode}";
        await RunAsync(mode, "shop", "shop-2", "theshop-brand");

        var shown = await Shell.RunLiveAsync("remove-service", "shop", "--lake", Lake, "--set", mode);
        var before = await QueryAsync(Tables);
        var removed = await Shell.RunLiveAsync("remove-service", "shop", "--lake", Lake, "--set", mode, "--yes");
        var again = await Shell.RunLiveAsync("remove-service", "shop", "--lake", Lake, "--set", mode, "--yes");

        shown.ExitCode.ShouldBe(ExitCode.Done, shown.ToString());
        shown.Output.ShouldContain("shop_commerce_hourly_traffic_summary");
        shown.Output.ShouldContain("would remove: 1 tables, 1 versions");
        shown.Output.ShouldNotContain("shop_2");
        before.ShouldContain("shop_commerce_hourly_traffic_summary");
        removed.Output.ShouldContain("removed: 1 tables, 1 versions", Case.Sensitive, removed.ToString());
        again.Output.ShouldContain("there is nothing of shop");
        Names(await QueryAsync(Tables))
            .ShouldBe(["shop_2_commerce_hourly_traffic_summary", "theshop_brand_commerce_hourly_traffic_summary"]);
        (await QueryAsync("SELECT count(*) FROM log_db.shop_2_commerce_hourly_traffic_summary")).ShouldContain("24");
        KeptPaths()
            .ShouldNotContain(path =>
                path.Contains("/shop_commerce_", StringComparison.Ordinal)
                || path.Contains("service=shop/", StringComparison.Ordinal)
            );
        KeptPaths().ShouldContain(path => path.Contains("/shop_2_commerce_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RemoveService_WithYes_LeavesTheDashboardsListUntilItIsRunAgain()
    {
        var services = DashboardFile.Shipped.VariableSql("service")!;
        await RunAsync("ScanMode=Direct", "shop", "shop-2");
        var before = Names(await QueryAsync(services));
        await Shell.RunLiveAsync("remove-service", "shop", "--lake", Lake, "--yes");
        var after = Names(await QueryAsync(services));
        await RunAsync("ScanMode=Direct", "shop");
        var back = Names(await QueryAsync(services));

        before.ShouldBe(["shop", "shop_2"]);
        after.ShouldBe(["shop_2"]);
        back.ShouldBe(["shop", "shop_2"]);
    }

    [Fact]
    public async Task RemoveService_AConfiguredService_IsRefused()
    {
        await RunAsync("ScanMode=Direct", "shop");

        var refused = await Shell.RunLiveAsync(
            "remove-service",
            "shop",
            "--lake",
            Lake,
            "--yes",
            "--set",
            "ServiceNames=shop"
        );

        refused.ExitCode.ShouldBe(ExitCode.Refused, refused.ToString());
        refused.Error.ShouldContain("Take it out of CommerceAnalytics:ServiceNames first");
        (await QueryAsync(Tables)).ShouldContain("shop_commerce_hourly_traffic_summary");
    }

    [Fact]
    public async Task RemoveService_NoNameNoLake_IsRefusedWithBoth()
    {
        var refused = await Shell.RunAsync("remove-service", "--lake", _folder.At("nowhere"));

        refused.ExitCode.ShouldBe(ExitCode.Refused);
        refused.Error.ShouldContain("No service is given");
        refused.Error.ShouldContain("is not there");
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A lake without events gets a sample with these shops.</summary>
    private async Task RunAsync(string setting, params string[] services)
    {
        var named = services.SelectMany(service => (string[])["--service", service]);
        var outcome = await Shell.RunLiveAsync([
            "run",
            "--lake",
            Lake,
            "--date",
            "2025-10-10",
            "--query-type",
            "hourly_traffic",
            "--set",
            setting,
            .. named,
        ]);
        outcome.ExitCode.ShouldBe(ExitCode.Done, outcome.ToString());
    }

    private async Task<string> QueryAsync(string sql) =>
        (await Shell.RunLiveAsync("query", sql, "--lake", Lake, "--format", "csv")).Output;

    private static string[] Names(string csv) =>
        [
            .. csv.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Skip(1)
                .Select(line => line.Trim('"')),
        ];

    private List<string> KeptPaths() =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Lake, "commerce-results"), "*", SearchOption.AllDirectories)
                .Select(path => path.Replace('\\', '/')),
        ];
}

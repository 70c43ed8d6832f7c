using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Functions.Tests.Http;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Functions.Tests.Runs;

/// <summary>Days that are left out, from the settings to what a run sends and says.</summary>
public class ExcludedDaysRunTests
{
    [Theory]
    [InlineData(ScanMode.Direct)]
    [InlineData(ScanMode.Extract)]
    public void Run_DaysLeftOut_AreInNoStatementAndToldInTheReportOfEachTableThatMissesThem(ScanMode mode)
    {
        var pipeline = new Pipeline(settings =>
            settings with
            {
                ScanMode = mode,
                ExcludedDays = ["2025-10-27", "shop-a:2025-10-25", "shop-a:2025-10-10", "2025-10-29"],
            }
        );
        var report = pipeline.RunToEnd();
        var (a, b) = (report.Services[0], report.Services[1]);
        a.Tables.Single(table => table.QueryType == "hourly_traffic")
            .ExcludedDays.ShouldBe([new(2025, 10, 25), new(2025, 10, 27)]);
        a.Tables.Single(table => table.QueryType == "product_ranking")
            .ExcludedDays.ShouldBe([new(2025, 10, 10), new(2025, 10, 25), new(2025, 10, 27)]);
        b.Tables.ShouldAllBe(table => table.ExcludedDays!.Single() == new DateOnly(2025, 10, 27));
        if (mode == ScanMode.Extract)
            report.Extract!.Queries.Max(query => query.LastDay).ShouldBe(new(2025, 10, 26));
    }

    /// <summary>The setting names the same day all the time; it is in the window of the first night alone.</summary>
    [Fact]
    public void Publish_DayLeftOut_IsOfTheVersionAndTheTableAndComesBackWithARollback()
    {
        const string table = "shop_a_commerce_hourly_traffic_summary";
        var pipeline = new Pipeline(settings =>
            settings with
            {
                ServiceNames = ["shop-a"],
                ExcludedDays = ["2025-10-20"],
            }
        );
        IReadOnlyList<DateOnly> Shown() => TableParameters.ExcludedDays(pipeline.Catalog.Tables[table]);
        DateOnly[] left = [new(2025, 10, 20)];

        pipeline.RunToEnd(pipeline.Input(Pipeline.Today.AddDays(-1)));
        pipeline.Store.Versions.Single(version => version.Table == table).ExcludedDays.ShouldBe(left);
        Shown().ShouldBe(left);
        pipeline.RunToEnd();
        Shown().ShouldBeEmpty();

        var back = pipeline.RunToEnd(RunInput.Rollback(pipeline.Input().Request));
        Shown().ShouldBe(left);
        back.Services[0].Tables.Single(one => one.Table == table).ExcludedDays.ShouldBe(left);
    }

    [Fact]
    public void Run_NoDaysLeftOut_SaysNothingOfThem() =>
        new Pipeline()
            .RunToEnd()
            .Services.SelectMany(service => service.Tables)
            .ShouldAllBe(table => table.ExcludedDays == null);

    [Fact]
    public async Task Plan_DaysLeftOut_AreToldWithTheWindow()
    {
        var pipeline = new Pipeline(settings => settings with { ExcludedDays = ["2025-10-25"] });
        (await new Api(pipeline).PlanAsync("?query_type=hourly_traffic")).Text.ShouldContain(
            "2025-10-21 to 2025-10-27 without 2025-10-25 (ExcludedDays), batch 1"
        );
    }
}

using CommerceAnalytics.Aws.Catalog;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions.Cleaning;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Summaries;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.Functions.Tests.Cleaning;

public class StagingLeftoversTests
{
    private readonly Pipeline pipeline = new(settings => settings with { ServiceNames = ["shop-a"] });

    private IEnumerable<string> Staging => pipeline.Catalog.Tables.Keys.Where(name => name.StartsWith("pipeline_staging_", StringComparison.Ordinal));

    [Fact]
    public void Run_CheckFailedInTheRunBefore_RemovesItsStagingTable()
    {
        pipeline.Catalog.OnChange = (what, table) =>
        {
            if (what == "publish" && table.Contains("hourly_traffic", StringComparison.Ordinal))
                throw new FailureException(new("AccessDenied", "glue:UpdateTable", "Allow it."));
        };
        pipeline.RunToEnd(pipeline.Input(Pipeline.Today.AddDays(-1))).Totals.Failed.ShouldBe(1);
        Staging.Single().ShouldContain("hourly_traffic", Case.Sensitive, "it stays for whoever looks into the failure");
        pipeline.Catalog.OnChange = null;
        pipeline.RunToEnd();
        Staging.ShouldBeEmpty();
    }

    [Fact]
    public void Run_RunBeforeWasKilled_RemovesItsStagingTables()
    {
        var dead = pipeline.Start(pipeline.Input(Pipeline.Today.AddDays(-1)));
        pipeline.Hub.Run(() => Staging.Any());
        foreach (var instance in pipeline.Hub.Instances.Keys.ToList())
            pipeline.Hub.Terminate(instance);
        Staging.ShouldNotBeEmpty();
        pipeline.RunToEnd().Totals.Published.ShouldBe(7);
        Staging.ShouldBeEmpty();
        pipeline.Run(dead).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Remove_RunThatOwnsItGoesOn_LeavesItAlone()
    {
        pipeline.Start(pipeline.Input(Pipeline.Today.AddDays(-1)));
        pipeline.Hub.Run(() => Staging.Any());
        var before = Staging.ToList();
        await RemoveAsync();
        Staging.ShouldBe(before);
    }

    [Theory]
    [InlineData("pipeline_staging_20251001_hourly_traffic_0123456789abcdef0123", "s3://results/commerce-summary/pipeline/tables/p_hourly_traffic/2025-10-01/commerce-2025-10-01-0123abcd-1/", true)]
    [InlineData("pipeline_staging_20251001_hourly_traffic_0123456789abcdef0123", "s3://results/commerce-summary/pipeline/tables/p_hourly_traffic/2025-10-01/commerce-2025-10-01-3-0123abcd-1", true)]
    [InlineData("pipeline_staging_20251001_hourly_traffic_0123456789abcdef0123", "s3://others/commerce-summary/pipeline/tables/p_hourly_traffic/2025-10-01/commerce-2025-10-01-0123abcd-1/", false)]
    [InlineData("pipeline_staging_20251001_hourly_traffic_0123456789abcdef0123", "s3://results/commerce-summary/pipeline/tables/p_hourly_traffic/2025-10-01/nightly-0123abcd-1/", false)]
    [InlineData("pipeline_staging_20251001_hourly_traffic_0123456789abcdef0123", "s3://results/commerce-summary/p_hourly_traffic/2025-10-01/commerce-2025-10-01-0123abcd-1/", false)]
    [InlineData("pipeline_staging_20251001_hourly_traffic_0123456789abcdef0123", null, false)]
    [InlineData("pipeline_staging_mine", "s3://results/commerce-summary/pipeline/tables/p_hourly_traffic/2025-10-01/commerce-2025-10-01-0123abcd-1/", false)]
    [InlineData("pipeline_staging_20251001_hourly_traffic_0123456789abcdef0123_copy", "s3://results/commerce-summary/pipeline/tables/p_hourly_traffic/2025-10-01/commerce-2025-10-01-0123abcd-1/", false)]
    [InlineData("pipeline_staging_20251025_hourly_traffic_0123456789abcdef0123", "s3://results/commerce-summary/pipeline/tables/p_hourly_traffic/2025-10-25/commerce-2025-10-25-0123abcd-1/", false)]
    public async Task Remove_RunIsNotKnown_RemovesOnlyOldTablesOfTheseNamesInTheirOwnPlace(string name, string? location, bool removed)
    {
        pipeline.Catalog.Tables[name] = Table(name, location);
        await RemoveAsync();
        pipeline.Catalog.Tables.ContainsKey(name).ShouldBe(!removed);
        pipeline.Catalog.Tables.ShouldContainKey("logall");
    }

    [Fact]
    public void Run_StagingTablesMayNotBeDeleted_GoesOn()
    {
        const string name = "pipeline_staging_20251001_hourly_traffic_0123456789abcdef0123";
        pipeline.Catalog.Tables[name] = Table(
            name, "s3://results/commerce-summary/pipeline/tables/p_hourly_traffic/2025-10-01/commerce-2025-10-01-0123abcd-1/");
        pipeline.Catalog.OnChange = (what, table) =>
        {
            if (table == name)
                throw new FailureException(new("AccessDenied", "glue:BatchDeleteTable", "Allow it."));
        };
        pipeline.RunToEnd().Status.ShouldBe(ReportStatus.Succeeded);
        Staging.ShouldBe([name]);
    }

    private Task RemoveAsync() =>
        pipeline.Services.GetRequiredService<Leftovers>().RemoveAsync(pipeline.Hub.Client, CancellationToken.None);

    private static CatalogTable Table(string name, string? location) =>
        new("log_db", name, location, SummaryCatalog.Get("hourly_traffic").Columns, [], new Dictionary<string, string>());
}

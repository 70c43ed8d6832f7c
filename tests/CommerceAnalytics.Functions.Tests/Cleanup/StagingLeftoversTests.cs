using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Cleanup;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Summaries;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.Functions.Tests.Cleanup;

public class StagingLeftoversTests
{
    private readonly Pipeline _pipeline = new(settings => settings with { ServiceNames = ["shop-a"] });

    private IEnumerable<string> Staging =>
        _pipeline.Catalog.Tables.Keys.Where(name => name.StartsWith("pipeline_staging_", StringComparison.Ordinal));

    [Fact]
    public void Run_CheckFailedInTheRunBefore_RemovesItsStagingTable()
    {
        _pipeline.Catalog.OnChange = (what, table) =>
        {
            if (what == "publish" && table.Contains("hourly_traffic", StringComparison.Ordinal))
                throw new FailureException(new("AccessDenied", "glue:UpdateTable", "Allow it."));
        };
        _pipeline.RunToEnd(_pipeline.Input(Pipeline.Today.AddDays(-1))).Totals.Failed.ShouldBe(1);
        Staging.Single().ShouldContain("hourly_traffic", Case.Sensitive, "it stays for whoever looks into the failure");
        _pipeline.Catalog.OnChange = null;
        _pipeline.RunToEnd();
        Staging.ShouldBeEmpty();
    }

    [Fact]
    public void Run_RunBeforeWasKilled_RemovesItsStagingTables()
    {
        var dead = _pipeline.Start(_pipeline.Input(Pipeline.Today.AddDays(-1)));
        _pipeline.Hub.Run(() => Staging.Any());
        foreach (var instance in _pipeline.Hub.Instances.Keys.ToList())
            _pipeline.Hub.Terminate(instance);
        Staging.ShouldNotBeEmpty();
        _pipeline.RunToEnd().Totals.Published.ShouldBe(7);
        Staging.ShouldBeEmpty();
        _pipeline.Run(dead).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Remove_RunThatOwnsItGoesOn_LeavesItAlone()
    {
        _pipeline.Start(_pipeline.Input(Pipeline.Today.AddDays(-1)));
        _pipeline.Hub.Run(() => Staging.Any());
        var before = Staging.ToList();
        await RemoveAsync();
        Staging.ShouldBe(before);
    }

    [Theory]
    [InlineData(
        "pipeline_staging_20251001_hourly_traffic_0123456789abcdef0123",
        "s3://results/commerce-summary/pipeline/tables/p_hourly_traffic/2025-10-01/commerce-2025-10-01-0123abcd-1/",
        true
    )]
    [InlineData(
        "pipeline_staging_20251001_hourly_traffic_0123456789abcdef0123",
        "s3://results/commerce-summary/pipeline/tables/p_hourly_traffic/2025-10-01/commerce-2025-10-01-3-0123abcd-1",
        true
    )]
    [InlineData(
        "pipeline_staging_20251001_hourly_traffic_0123456789abcdef0123",
        "s3://others/commerce-summary/pipeline/tables/p_hourly_traffic/2025-10-01/commerce-2025-10-01-0123abcd-1/",
        false
    )]
    [InlineData(
        "pipeline_staging_20251001_hourly_traffic_0123456789abcdef0123",
        "s3://results/commerce-summary/pipeline/tables/p_hourly_traffic/2025-10-01/nightly-0123abcd-1/",
        false
    )]
    [InlineData(
        "pipeline_staging_20251001_hourly_traffic_0123456789abcdef0123",
        "s3://results/commerce-summary/p_hourly_traffic/2025-10-01/commerce-2025-10-01-0123abcd-1/",
        false
    )]
    [InlineData("pipeline_staging_20251001_hourly_traffic_0123456789abcdef0123", null, false)]
    [InlineData(
        "pipeline_staging_mine",
        "s3://results/commerce-summary/pipeline/tables/p_hourly_traffic/2025-10-01/commerce-2025-10-01-0123abcd-1/",
        false
    )]
    [InlineData(
        "pipeline_staging_20251001_hourly_traffic_0123456789abcdef0123_copy",
        "s3://results/commerce-summary/pipeline/tables/p_hourly_traffic/2025-10-01/commerce-2025-10-01-0123abcd-1/",
        false
    )]
    [InlineData(
        "pipeline_staging_20251025_hourly_traffic_0123456789abcdef0123",
        "s3://results/commerce-summary/pipeline/tables/p_hourly_traffic/2025-10-25/commerce-2025-10-25-0123abcd-1/",
        false
    )]
    public async Task Remove_RunIsNotKnown_RemovesOnlyOldTablesOfTheseNamesInTheirOwnPlace(
        string name,
        string? location,
        bool removed
    )
    {
        _pipeline.Catalog.Tables[name] = Table(name, location);
        await RemoveAsync();
        _pipeline.Catalog.Tables.ContainsKey(name).ShouldBe(!removed);
        _pipeline.Catalog.Tables.ShouldContainKey("logall");
    }

    [Theory]
    [InlineData("2025-10-01", 1, false)]
    [InlineData("2025-10-01", 6, false)]
    [InlineData("2025-10-01", 8, true)]
    [InlineData("2025-10-27", 8, true)]
    [InlineData("2025-10-27", null, false)]
    public async Task Remove_RunIsNotKnown_GoesByWhenTheTableWasMadeNotByTheDateOfTheRun(
        string date,
        int? daysAgo,
        bool removed
    )
    {
        var name =
            $"pipeline_staging_{date.Replace("-", "", StringComparison.Ordinal)}_hourly_traffic_0123456789abcdef0123";
        var location =
            $"s3://results/commerce-summary/pipeline/tables/p_hourly_traffic/{date}/commerce-{date}-0123abcd-1/";
        _pipeline.Catalog.Tables[name] = Table(name, location) with
        {
            CreatedAt = _pipeline.Time.GetUtcNow().AddDays(-daysAgo ?? 0),
        };
        if (daysAgo is null)
            _pipeline.Catalog.Tables[name] = Table(name, location) with { CreatedAt = null };

        await RemoveAsync();

        _pipeline.Catalog.Tables.ContainsKey(name).ShouldBe(!removed);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(8, true)]
    public async Task Remove_VersionAndResultsOfARunThatIsNotKnown_GoByWhenTheyWereWritten(int daysAgo, bool removed)
    {
        var written = _pipeline.Time.GetUtcNow().AddDays(-daysAgo);
        const string location =
            "s3://results/commerce-summary/pipeline/tables/shop_a_commerce_hourly_traffic/2025-10-01/commerce-2025-10-01-0123abcd-1/";
        _pipeline.Store.Versions.Add(
            new TableVersion(
                "shop_a_commerce_hourly_traffic_summary",
                new DateOnly(2025, 10, 1),
                "commerce-2025-10-01",
                location,
                null,
                written
            )
            {
                State = VersionState.Started,
            }
        );
        _pipeline.Store.Results.Add(
            new("commerce-2025-10-01", "commerce-2025-10-01-0123abcd") { RecordedAt = written }
        );
        _pipeline.Store.Write(location, "part");
        _pipeline.Store.Write("commerce-2025-10-01-0123abcd", "id.csv");

        await RemoveAsync();

        _pipeline.Store.Files.Count.ShouldBe(removed ? 0 : 2);
    }

    [Fact]
    public async Task Remove_VerificationWasKilled_RemovesItsTableAndObjectsAndNothingBeside()
    {
        var trial = new string('a', 32);
        var place = $"s3://results/commerce-summary/pipeline/verify/{trial}/";
        _pipeline.Catalog.Tables[$"pipeline_staging_verify_{trial}"] = Table($"pipeline_staging_verify_{trial}", place);
        _pipeline.Catalog.Tables["pipeline_staging_verify_mine"] = Table("pipeline_staging_verify_mine", place);
        _pipeline.Catalog.Tables[$"pipeline_staging_verify_{new string('b', 32)}"] = Table(
            $"pipeline_staging_verify_{new string('b', 32)}",
            place
        );
        _pipeline.Store.Trials.Add(place + "part-1");

        var found = await _pipeline
            .Services.GetRequiredService<Leftovers>()
            .FindAsync(_pipeline.Hub.Client, CancellationToken.None);
        await RemoveAsync();

        found
            .Select(one => (one.Kind, one.RunId))
            .ShouldBe([(LeftoverKind.StagingTable, "verify"), (LeftoverKind.Trial, "verify")]);
        Staging.ShouldBe(
            ["pipeline_staging_verify_mine", $"pipeline_staging_verify_{new string('b', 32)}"],
            ignoreOrder: true
        );
        _pipeline.Store.Trials.ShouldBeEmpty();
    }

    [Fact]
    public void Run_StagingTablesMayNotBeDeleted_GoesOn()
    {
        const string name = "pipeline_staging_20251001_hourly_traffic_0123456789abcdef0123";
        _pipeline.Catalog.Tables[name] = Table(
            name,
            "s3://results/commerce-summary/pipeline/tables/p_hourly_traffic/2025-10-01/commerce-2025-10-01-0123abcd-1/"
        );
        _pipeline.Catalog.OnChange = (what, table) =>
        {
            if (table == name)
                throw new FailureException(new("AccessDenied", "glue:BatchDeleteTable", "Allow it."));
        };
        _pipeline.RunToEnd().Status.ShouldBe(ReportStatus.Succeeded);
        Staging.ShouldBe([name]);
    }

    private Task RemoveAsync() =>
        _pipeline.Services.GetRequiredService<Leftovers>().RemoveAsync(_pipeline.Hub.Client, CancellationToken.None);

    private CatalogTable Table(string name, string? location) =>
        new(
            "log_db",
            name,
            location,
            SummaryCatalog.Get("hourly_traffic").Columns,
            [],
            new Dictionary<string, string>()
        )
        {
            CreatedAt = _pipeline
                .Time.GetUtcNow()
                .AddDays(name.Contains("_20251025_", StringComparison.Ordinal) ? -1 : -8),
        };
}

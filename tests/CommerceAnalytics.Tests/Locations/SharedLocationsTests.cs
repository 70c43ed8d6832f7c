using CommerceAnalytics.Locations;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Tests.Locations;

/// <summary>
/// Which tables stand against a run, and what is said of them. The run refreshes
/// <c>shop_commerce_product_ranking_summary</c>.
/// </summary>
public sealed class SharedLocationsTests
{
    private const string Live = "shop_commerce_product_ranking_summary";

    private const string Tables = "s3://commerce-results/commerce-summary/pipeline/tables";

    [Theory]
    [InlineData("s3://commerce-results/")]
    [InlineData("s3://commerce-results")]
    [InlineData("s3://commerce-results/commerce-summary/")]
    [InlineData("s3://commerce-results/commerce-summary")]
    [InlineData("s3a://commerce-results//commerce-summary/")]
    [InlineData("s3://commerce-results/commerce-summary/pipeline/")]
    [InlineData(Tables)]
    [InlineData($"{Tables}/shop_commerce_product_ranking/")]
    [InlineData($"{Tables}/shop_commerce_product_ranking/2025-10-28")]
    [InlineData($"{Tables}/shop_commerce_product_ranking/2025-10-28/commerce-2025-10-28-0a1b2c3d-1/")]
    [InlineData($"{Tables}/shop_commerce_product_ranking/mine/")]
    [InlineData("s3://commerce-results/commerce-summary/pipeline/runs/")]
    [InlineData("s3://commerce-results/commerce-summary/pipeline/events/2025-10-28/")]
    [InlineData("s3://commerce-results/commerce-summary/pipeline/athena-results/")]
    [InlineData("s3://commerce-results/commerce-summary/pipeline/anything/")]
    public void Refusal_TableAtBelowOrAboveWhatIsWritten_NamesTableAndPlace(string location)
    {
        var refusal = Refusal(new ShownTable("log_db", "old", location)).ShouldNotBeNull();

        refusal.Code.ShouldBe("LocationShared");
        refusal.Message.ShouldContain(
            $"log_db.old lies at {location} and the pipeline writes in s3://commerce-results/commerce-summary/pipeline/"
        );
        refusal.Advice.ShouldContain("SummaryPrefix");
        refusal.Retry.ShouldBe(RetryAdvice.Never);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("hdfs://commerce-results/commerce-summary/")]
    [InlineData("s3://commerce-logs/logall/")]
    [InlineData("s3://commerce-results/summary/")]
    [InlineData("s3://commerce-results/commerce-summary/shop_commerce_product_ranking/")]
    [InlineData("s3://commerce-results/commerce-summary/pipe")]
    [InlineData("s3://commerce-results/commerce-summary/pipeline-old/")]
    [InlineData("s3://commerce-results-2/commerce-summary/")]
    [InlineData("s3://commerce-results/commerce-summary-2/pipeline/")]
    [InlineData("s3://commerce-results/Commerce-Summary/")]
    [InlineData($"{Tables}/shop_commerce_product_ranking_2/2025-10-28/run-1/")]
    [InlineData($"{Tables}/other_commerce_product_ranking/")]
    public void Refusal_TableBesideWhatIsWritten_IsNone(string? location) =>
        Refusal(new ShownTable("log_db", "old", location)).ShouldBeNull();

    [Theory]
    [InlineData(Live, $"{Tables}/shop_commerce_product_ranking/2025-10-27/commerce-2025-10-27-0a1b2c3d-1/", true)]
    [InlineData(Live, $"{Tables}/shop_commerce_product_ranking/2025-10-27/commerce-2025-10-27-0a1b2c3d-1", true)]
    [InlineData(Live, $"{Tables}/shop_commerce_product_ranking/2025-10-27/", false)]
    [InlineData(Live, $"{Tables}/shop_commerce_product_ranking/", false)]
    [InlineData(
        "shop_commerce_hourly_traffic_summary",
        $"{Tables}/shop_commerce_product_ranking/2025-10-27/commerce-2025-10-27-0a1b2c3d-1/",
        false
    )]
    [InlineData(
        "pipeline_staging_20251027_product_ranking_0a1b2c3d0a1b2c3d0a1b",
        $"{Tables}/shop_commerce_product_ranking/2025-10-27/commerce-2025-10-27-0a1b2c3d-1/",
        true
    )]
    [InlineData(
        "pipeline_staging_20251027_product_ranking_0a1b2c3d0a1b2c3d0a1b",
        $"{Tables}/shop_commerce_product_ranking/",
        false
    )]
    [InlineData("pipeline_staging_verify_0a1b", "s3://commerce-results/commerce-summary/pipeline/verify/0a1b/", true)]
    [InlineData(
        "pipeline_staging_20251027_events_0a1b2c3d0a1b2c3d0a1b",
        "s3://commerce-results/commerce-summary/pipeline/events/2025-10-27/run-1-1/",
        true
    )]
    [InlineData("pipeline_runs", "s3://commerce-results/commerce-summary/pipeline/runs/", true)]
    [InlineData("pipeline_runs", "s3://commerce-results/commerce-summary/pipeline/", false)]
    [InlineData("pipeline_runs", "s3://commerce-results/commerce-summary/pipeline/events/", false)]
    [InlineData("pipeline_events", "s3://commerce-results/commerce-summary/pipeline/events/", true)]
    public void Refusal_ThePipelinesOwnTables_OnlyWhereTheyBelong(string table, string location, bool isOwn) =>
        (Refusal(new ShownTable("log_db", table, location)) is null).ShouldBe(isOwn);

    [Fact]
    public void Refusal_QueryResultsElsewhere_MustNotLieBelowATable()
    {
        var settings = TestSettings.Sound with { QueryResultsLocation = "s3://answers/athena/" };

        Refusal(settings, new ShownTable("log_db", "old", "s3://answers/"))
            .ShouldNotBeNull()
            .Message.ShouldContain("the pipeline writes in s3://answers/athena/");
        Refusal(settings, new ShownTable("log_db", "old", "s3://answers/athena/reports/")).ShouldBeNull();
    }

    [Fact]
    public void Refusal_ManyTables_NamesTheFirstAndCountsTheRest()
    {
        var shown = Enumerable
            .Range(1, 12)
            .Select(n => new ShownTable("log_db", $"old_{n}", "s3://commerce-results/"))
            .ToArray();

        var message = Refusal(shown).ShouldNotBeNull().Message;

        message.ShouldContain("log_db.old_5 ");
        message.ShouldNotContain("log_db.old_6 ");
        message.ShouldContain("and 7 more");
    }

    private static Failure? Refusal(params ShownTable[] shown) => Refusal(TestSettings.Sound, shown);

    private static Failure? Refusal(CommerceSettings settings, params ShownTable[] shown) =>
        SharedLocations.Refusal(settings, [("shop", "product_ranking")], shown);
}

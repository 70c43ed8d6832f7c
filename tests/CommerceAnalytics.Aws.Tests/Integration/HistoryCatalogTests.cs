using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.History;
using CommerceAnalytics.Summaries;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.Aws.Tests.Integration;

/// <summary>Nights of history in LocalAws's Glue.</summary>
public sealed class HistoryCatalogTests(LocalAwsFixture aws) : IClassFixture<LocalAwsFixture>
{
    private const string Root = "s3://commerce-results/commerce-summary/pipeline/tables/";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Column[] Columns = [new("hour", "int"), new("sessions", "bigint")];

    [Fact]
    public async Task Show_MoreNightsThanACallTakesAndSomeAgain_ShowsTheLastOfEach()
    {
        await using var adapter = aws.Adapter();
        var history = adapter.GetRequiredService<IHistoryCatalog>();
        (await history.FindAsync("many", [Night(1).Of], None)).ShouldBeEmpty("there is no table");
        await history.RemoveAsync("many", [Night(1).Of], None);
        await history.EnsureTableAsync("many", Columns, None);

        await history.ShowAsync("many", [.. Enumerable.Range(0, 130).Select(n => Night(n))], None);
        await history.ShowAsync("many", [Night(128, "again"), Night(129, "again"), Night(130, "again")], None);

        var shown = await history.ListAsync("many", "shop-a", None);
        shown.Count.ShouldBe(131);
        shown.Count(night => night.Location.Contains("again", StringComparison.Ordinal)).ShouldBe(3);
        (await history.ListAsync("many", "shop", None)).ShouldBeEmpty("that is another shop");
        var found = await history.FindAsync("many", [Night(0).Of, Night(500).Of], None);
        found.ShouldHaveSingleItem().Location.ShouldBe(Night(0).Location);
        found[0].Parameters["commerce.run_id"].ShouldBe("commerce-x");

        await history.RemoveAsync("many", [.. Enumerable.Range(0, 60).Select(n => Night(n).Of)], None);
        (await history.ListAsync("many", "shop-a", None)).Count.ShouldBe(71);
    }

    [Fact]
    public async Task EnsureTable_WithMoreColumns_GivesTheOneThatIsThereThose()
    {
        await using var adapter = aws.Adapter();
        var (history, catalog) = (
            adapter.GetRequiredService<IHistoryCatalog>(),
            adapter.GetRequiredService<ITableCatalog>()
        );
        await history.EnsureTableAsync("grown", Columns, None);
        await history.ShowAsync("grown", [Night(1)], None);

        await history.EnsureTableAsync("grown", [.. Columns, new("users", "bigint") { Comment = "사용자" }], None);

        var table = (await catalog.FindAsync("default", "pipeline_history_grown", None))!;
        table.Columns.Select(column => column.Name).ShouldBe(["hour", "sessions", "users"]);
        table.Columns.Select(column => column.Comment).ShouldBe([null, null, "사용자"]);
        table.PartitionKeys.ShouldBe(HistoryTable.KeysOf("grown"));
        table.Location.ShouldBe("s3://commerce-results/commerce-summary/pipeline/history/grown/");
        (await history.ListAsync("grown", "shop-a", None)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Show_OverviewsNight_HasTheNightAsItsOnlyKey()
    {
        await using var adapter = aws.Adapter();
        var history = adapter.GetRequiredService<IHistoryCatalog>();
        await history.EnsureTableAsync("overview", Columns, None);
        var version = new TableVersion("pipeline_overview", new(2025, 1, 2), "run", Night(1).Location, 5, default)
        {
            Definition = "0123456789abcdef",
            WindowDays = 34,
        };
        var night = new HistoryNight(new("", version.ExecutionDate), version.Location)
        {
            Columns = Columns,
            Parameters = TableParameters.For(version, rolledBackBy: null),
        };

        await history.ShowAsync("overview", [night], None);

        var found = await history.FindAsync("overview", [night.Of, new("", new DateOnly(2025, 1, 3))], None);
        (found.ShouldHaveSingleItem().Of, found[0].Location).ShouldBe((night.Of, night.Location));
        TableParameters.BuiltBy(found[0].Parameters).ShouldBe(("0123456789abcdef", 34));
        TableParameters.BuiltBy(Night(1).Parameters).ShouldBeNull("it was built before that was written down");
        var catalog = adapter.GetRequiredService<ITableCatalog>();
        var table = (await catalog.FindAsync("default", "pipeline_history_overview", None))!;
        table.PartitionKeys.Select(key => key.Name).ShouldBe(["night"]);
        await history.RemoveAsync("overview", [night.Of], None);
        (await history.FindAsync("overview", [night.Of], None)).ShouldBeEmpty();
    }

    private static HistoryNight Night(int number, string run = "first") =>
        new(
            new("shop-a", new DateOnly(2025, 1, 1).AddDays(number)),
            $"{Root}shop_a_commerce_many/{number}/run-{run}-1/"
        )
        {
            Columns = Columns,
            Parameters = new Dictionary<string, string> { ["commerce.run_id"] = "commerce-x" },
        };
}

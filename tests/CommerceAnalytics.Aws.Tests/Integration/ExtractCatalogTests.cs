using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Summaries;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.Aws.Tests.Integration;

/// <summary>The extract's partitions in LocalAws's Glue.</summary>
public sealed class ExtractCatalogTests(LocalAwsFixture aws) : IClassFixture<LocalAwsFixture>
{
    private const string Root = "s3://commerce-results/commerce-summary/pipeline/events/2025-10-28/";
    private static readonly CancellationToken None = CancellationToken.None;

    private static IReadOnlyList<Column> Columns { get; } = ExtractTable.Columns(SummarySet.Of(new()));

    [Fact]
    public async Task Publish_MoreDaysThanACallTakesAndSomeAgain_ShowsTheLastOfEach()
    {
        await using var adapter = aws.Adapter();
        var extracts = adapter.GetRequiredService<IExtractCatalog>();
        (await extracts.ListAsync(None)).ShouldBeEmpty("there is no table");
        await extracts.EnsureTableAsync(Columns, None);
        var days = Enumerable.Range(0, 130).Select(n => Day(n, "a")).ToList();

        await extracts.PublishAsync(days, Columns, None);
        await extracts.PublishAsync(days, Columns, None);
        ExtractedDay[] anew = [.. Enumerable.Range(128, 4).Select(n => Day(n, "b") with { HasEvents = false })];
        await extracts.PublishAsync(anew, Columns, None);

        (await extracts.ListAsync(None)).OrderBy(day => day.Day).ShouldBe([.. days.Take(128), .. anew]);
    }

    [Fact]
    public async Task EnsureTable_OfAnEarlierProgram_GetsItsColumns()
    {
        await using var adapter = aws.Adapter();
        var (extracts, catalog) = (
            adapter.GetRequiredService<IExtractCatalog>(),
            adapter.GetRequiredService<ITableCatalog>()
        );
        await extracts.EnsureTableAsync(Columns, None);
        var table = (await catalog.FindAsync("default", ExtractTable.Name, None))!;
        await catalog.PublishAsync(
            new("default", table.Name, table.Location!, [.. table.Columns.Take(3)], new Dictionary<string, string>()),
            table,
            None
        );

        await extracts.EnsureTableAsync(Columns, None);

        var now = (await catalog.FindAsync("default", ExtractTable.Name, None))!;
        now.Columns.ShouldBe(Columns);
        now.PartitionKeys.ShouldBe(ExtractTable.PartitionKeys);
    }

    private static ExtractedDay Day(int number, string build) =>
        new(
            new DateOnly(2025, 1, 1).AddDays(number),
            "shop-a",
            new(2025, 10, 28),
            "f",
            true,
            $"{Root}run-{build}-1-1/day={number}/"
        )
        {
            QueryMs = number,
        };
}

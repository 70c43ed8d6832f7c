using CommerceAnalytics.Aws.Glue;

namespace CommerceAnalytics.Functions.Tests.Locations;

/// <summary>
/// Tables of other programs and of older pipelines in a database, by chance: beside, below, above and at the places of
/// this pipeline.
/// </summary>
internal sealed class Layout
{
    private static readonly string[] Names =
    [
        "old_data",
        "reports",
        "shop_a_commerce_product_ranking_summary",
        "shop_a_commerce_hourly_traffic_summary",
        "shop_b_commerce_hourly_traffic_summary",
        "pipeline_runs",
        "pipeline_events",
        "pipeline_staging_20251027_hourly_traffic_0a1b2c3d0a1b2c3d0a1b",
        "shop_c_commerce_hourly_traffic_summary",
    ];

    private static readonly string[] Buckets = ["results", "results", "results", "results-2", "logs"];

    private static readonly string[] Prefixes =
    [
        "",
        "commerce-summary",
        "commerce-summary",
        "commerce-summary",
        "commerce",
        "commerce-summary-old",
        "summary",
        "Commerce-Summary",
    ];

    private static readonly string[] Folders =
    [
        "",
        "",
        "shop_a_commerce_product_ranking",
        "shop_a_commerce_hourly_traffic/2025-10-27",
        "pipeline",
        "pipe",
        "pipeline-old",
        "pipeline/tables",
        "pipeline/runs",
        "pipeline/events",
        "pipeline/athena-results",
        "pipeline/versions",
        "pipeline/tables/shop_a_commerce_hourly_traffic",
        "pipeline/tables/shop_a_commerce_product_ranking",
        "pipeline/tables/shop_a_commerce_hourly_traffic/2025-10-28",
        "pipeline/tables/shop_a_commerce_hourly_traffic/2025-10-27/commerce-2025-10-27-0a1b2c3d-1",
        "pipeline/tables/shop_b_commerce_hourly_traffic",
        "pipeline/tables/shop_a_commerce_hourly_traffic_2",
        "pipeline/tables/shop_a_commerce_hourly_traffic/mine",
    ];

    private readonly Random _chance;

    /// <param name="seed">The same layout for the same seed.</param>
    public Layout(int seed)
    {
        _chance = new Random(seed);
        Tables = [.. Enumerable.Range(0, _chance.Next(1, 5)).Select(_ => Table()).DistinctBy(table => table.Name)];
    }

    public IReadOnlyList<CatalogTable> Tables { get; }

    private CatalogTable Table() =>
        new(
            "log_db",
            One(Names),
            _chance.Next(12) == 0 ? null : Location(),
            [new("x", "string")],
            [],
            new Dictionary<string, string>()
        );

    private string Location()
    {
        var scheme = _chance.Next(8) == 0 ? "s3a" : "s3";
        var parts = new[] { One(Buckets), One(Prefixes), One(Folders) }.Where(part => part.Length > 0);
        var slash = _chance.Next(10) == 0 ? "//" : "/";
        return $"{scheme}://{string.Join(slash, parts)}{(_chance.Next(3) == 0 ? "" : "/")}";
    }

    private string One(string[] among) => among[_chance.Next(among.Length)];
}

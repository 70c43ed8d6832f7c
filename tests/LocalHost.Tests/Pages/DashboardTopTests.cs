namespace LocalHost.Tests.Pages;

/// <summary>Of several that are the most, the panels over the nights show the same one at each load.</summary>
public sealed class DashboardTopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // Both orders: which of two rows a query meets first is nobody's promise.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Product_OfSeveralThatAreTheMost_IsTheLastByName(bool backwards)
    {
        var rows = await PanelQuery.RowsAsync(
            "A product over the nights",
            _folder,
            (
                "pipeline_history_product_ranking",
                $"(VALUES {Tied(backwards)}) AS h (productName, cart_add_count, service, night)"
            )
        );

        rows.ConvertAll(row => row["name"].GetString()).ShouldBe(["tea"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SearchTerm_OfSeveralThatAreTheMost_IsTheLastByName(bool backwards)
    {
        var rows = await PanelQuery.RowsAsync(
            "A search term over the nights",
            _folder,
            (
                "pipeline_history_search_analytics",
                $"(VALUES {Tied(backwards)}) AS h (search_query, search_count, service, night)"
            )
        );

        rows.ConvertAll(row => row["name"].GetString()).ShouldBe(["tea"]);
    }

    public void Dispose() => _folder.Dispose();

    private static string Tied(bool backwards)
    {
        var rows = new List<string> { "('tea', 7)", "('milk', 7)", "('zwieback', 3)" }.ConvertAll(row =>
            $"{row[..^1]}, 'the-shop', '2026-05-15')"
        );
        if (backwards)
            rows.Reverse();
        return string.Join(", ", rows);
    }
}

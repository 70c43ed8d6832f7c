using System.Text.Json;

namespace LocalHost.Tests.Pages;

/// <summary>Categories' shares are of all cart adds, also of those that a table of thirty rows does not list.</summary>
public sealed class DashboardSharesTests : IDisposable
{
    private const string Night = "2026-05-15";
    private const string Others = "(others)";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Shares_OfMoreCategoriesThanTheTableLists_AreOfAllCartAdds()
    {
        var shares = await SharesAsync(Categories(30), cartAdds: 600);

        shares.Count.ShouldBe(8);
        shares["c01"].ShouldBe(3.3333m);
        shares[Others].ShouldBe(76.6667m);
    }

    [Fact]
    public async Task Shares_OfAFullTableWithoutAnOverview_AreUnknown() =>
        (await SharesAsync(Categories(30), cartAdds: null)).ShouldAllBe(share => share.Value == null);

    /// <summary>A shop may have a category of its own that is called others.</summary>
    [Fact]
    public async Task Shares_OfACategoryCalledOthers_AreItsOwn()
    {
        List<(string, int)> categories = [("others", 40), .. Categories(9)];
        var shares = await SharesAsync(categories, cartAdds: null);

        shares["others"].ShouldBe(18.1818m);
        shares[Others].ShouldBe(27.2727m);
        shares.Count.ShouldBe(8);
    }

    [Fact]
    public async Task Shares_OfFewCategories_HaveNoOthers() =>
        (await SharesAsync(Categories(2), cartAdds: 40)).Keys.ShouldBe(["c01", "c02"]);

    public void Dispose() => _folder.Dispose();

    private static List<(string Name, int CartAdds)> Categories(int count) =>
        [.. Enumerable.Range(1, count).Select(i => ($"c{i:00}", 20))];

    private async Task<Dictionary<string, decimal?>> SharesAsync(
        List<(string Name, int CartAdds)> categories,
        int? cartAdds
    )
    {
        var rows = categories.Select(one => $"('{one.Name}', {one.CartAdds}, 'the-shop', '{Night}')");
        // The day before the thirty is not of the table.
        var days = cartAdds is { } all
            ? $"('the-shop', '{Night}', DATE '2026-05-14', {all}), ('the-shop', '{Night}', DATE '2026-04-14', 999)"
            : "('the-shop', '2026-05-01', DATE '2026-04-30', 999)";
        var answer = await PanelQuery.RowsAsync(
            "Categories' share over the nights",
            _folder,
            (
                "pipeline_history_category_performance",
                $"(VALUES {string.Join(", ", rows)}) AS h (category, cart_add_count, service, night)"
            ),
            ("pipeline_history_overview", $"(VALUES {days}) AS o (service_name, night, day, cart_adds)")
        );
        return answer.ToDictionary(
            row => row["name"].GetString()!,
            row =>
                row["share"].ValueKind == JsonValueKind.Null
                    ? (decimal?)null
                    : decimal.Round((decimal)row["share"].GetDouble(), 4)
        );
    }
}

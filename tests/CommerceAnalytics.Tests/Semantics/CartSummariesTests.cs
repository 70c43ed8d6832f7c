using CommerceAnalytics.Tests.Oracle;

namespace CommerceAnalytics.Tests.Semantics;

public class CartSummariesTests
{
    private static readonly LogEvent[] Log =
    [
        Add("Cream", "u1", ("category", "beauty"), ("sellerNm", "S"), ("quantity", "2"), ("salePrice", "10.005")),
        Add(
            "Cream",
            "u1",
            ("category", ""),
            ("ctgnm", "beauty"),
            ("sellerNm", "S"),
            ("quantity", " 3 "),
            ("price", "10")
        ),
        // A salePrice that is no number is not made up for by price.
        Add(
            "Cream",
            "u2",
            ("category", "beauty"),
            ("sellerNm", "S"),
            ("quantity", "x10"),
            ("salePrice", "1,200"),
            ("price", "5")
        ),
        Add("Cream", "u2", ("category", "beauty"), ("quantity", "1"), ("price", "0.00005")),
        Add("Soap", null, ("quantity", "1")),
        Add(null, "u3", ("ctgnm", "beauty"), ("quantity", "1"), ("price", "1e2")),
    ];

    [Fact]
    public async Task ProductRanking_FlawedValues_AreUnknownAndCounted()
    {
        var rows = await HandMade.OwnRowsAsync("product_ranking", Log);

        rows.ShouldHoldTheRows([
            ["Cream", "beauty", "S", 3L, 2L, 0L, 5L, 10.0, 50.01, 1.5, 1L],
            ["Cream", "beauty", null, 1L, 1L, 0L, 1L, 0.0, 0.0, 1.0, 0L],
            ["Soap", "Uncategorized", null, 1L, 0L, 0L, 1L, null, null, null, 1L],
        ]);
    }

    [Fact]
    public async Task ProductRanking_TiesAtTheLimit_LeaveTheUnknownSellerOut()
    {
        var products = Enumerable.Range(0, 99).Select(i => Add($"p{i:00}", "u1"));
        var rows = await HandMade.OwnRowsAsync(
            "product_ranking",
            [.. products, Add("p99", "u1"), Add("p99", "u1", ("sellerNm", "S"))]
        );

        rows.Count.ShouldBe(100);
        rows.Single(row => (string)row[0]! == "p99")[2].ShouldBe("S");
    }

    [Fact]
    public async Task CategoryPerformance_EventsWithoutAProduct_CountToo()
    {
        var rows = await HandMade.OwnRowsAsync("category_performance", Log);

        rows.ShouldHoldTheRows([
            ["beauty", 5L, 3L, 1L, 7L, 30.0, 150.01, 1L],
            ["Uncategorized", 1L, 0L, 1L, 1L, null, null, 1L],
        ]);
    }

    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("-0.0", 0.0)]
    [InlineData("1.005", 1.01)]
    [InlineData("1.00495", 1.01)]
    [InlineData("1.00494", 1.0)]
    [InlineData("+.5", 0.5)]
    [InlineData("7.", 7.0)]
    [InlineData("12e-1", 1.2)]
    [InlineData("\t 9500\r\n", 9500.0)]
    [InlineData("1000000000000", 1e12)]
    [InlineData("1e-999999999", 0.0)]
    [InlineData("0e999999999", 0.0)]
    [InlineData("1000000000000.0001", null)]
    [InlineData("1e999999999", null)]
    [InlineData("-0.01", null)]
    [InlineData("NaN", null)]
    [InlineData("1_000", null)]
    [InlineData("0x1F", null)]
    [InlineData("１２", null)]
    [InlineData("\u00A05", null)]
    public async Task Price_AsWritten_IsRoundedHalfUpOrUnknown(string text, double? price)
    {
        var rows = await HandMade.OwnRowsAsync(
            "category_performance",
            [Add("Cream", "u1", ("quantity", "1"), ("price", text))]
        );

        rows.ShouldHoldTheRows([
            ["Uncategorized", 1L, 1L, 1L, 1L, price, price, price is null ? 1L : 0L],
        ]);
    }

    private static LogEvent Add(string? product, string? user, params (string Name, string? Value)[] attributes) =>
        HandMade.Event("10:00:00", "commerce.cart.add", [("productName", product), ("userKey", user), .. attributes]);
}

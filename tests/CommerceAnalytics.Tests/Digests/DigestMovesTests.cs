using CommerceAnalytics.Digests;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Tests.Semantics;

namespace CommerceAnalytics.Tests.Digests;

/// <summary>What moved, by the statement itself, on two nights of a history of a test's own.</summary>
public sealed class DigestMovesTests
{
    private static readonly DateOnly Night = new(2026, 3, 15);
    private static readonly Summary Products = SummaryCatalog.Get("product_ranking");

    [Fact]
    public async Task Moves_OfTwoNights_AreTheThreeLargestEachWay()
    {
        var moved = await MovesAsync(
            ("shop-a", "rose most", 10, 100),
            ("shop-a", "rose", 10, 20),
            ("shop-a", "rose too", 10, 20),
            ("shop-a", "rose least", 10, 11),
            ("shop-a", "as before", 50, 50),
            ("shop-a", "fell", 90, 40),
            ("shop-b", "of another shop", 1, 2)
        );

        moved["shop-a"].ShouldBe(["rose most 10 100", "rose 10 20", "rose too 10 20", "fell 90 40"]);
        moved["shop-b"].ShouldBe(["of another shop 1 2"]);
    }

    [Fact]
    public async Task Moves_OfRowsOfOneName_AreAddedUp()
    {
        var moved = await MovesAsync(
            ("shop-a", "ribbon", 10, 20),
            ("shop-a", "ribbon", 30, 5),
            ("shop-a", "lace", 1, 3)
        );

        moved["shop-a"].ShouldBe(["lace 1 3", "ribbon 40 25"]);
    }

    [Fact]
    public async Task Moves_OfNewAndLostRows_CountFromZeroWhereTheNightHadAll()
    {
        var moved = await MovesAsync(("shop-a", "new", null, 7), ("shop-a", "lost", 5, null), ("shop-a", null, 1, 2));

        moved["shop-a"].ShouldBe(["new 0 7", " 1 2", "lost 5 0"]);
    }

    [Fact]
    public async Task Moves_OfRowsThatAFullNightDoesNotHold_AreUnknown()
    {
        // A night of as many rows as the table keeps may have lost others.
        var kept = Enumerable
            .Range(0, Products.Top!.Limit)
            .Select(i => ("shop-a", (string?)$"p{i}", (long?)10, (long?)10));
        var moved = await MovesAsync([.. kept, ("shop-a", "new", null, 70)]);

        moved["shop-a"].ShouldBeEmpty();
    }

    [Fact]
    public async Task Moves_OfANameWithARowThatAFullNightDoesNotHold_AreUnknown()
    {
        var kept = Enumerable
            .Range(0, Products.Top!.Limit - 1)
            .Select(i => ("shop-a", (string?)$"p{i}", (long?)5, (long?)15))
            .ToList();
        var moved = await MovesAsync([.. kept, ("shop-a", "P|A", 60, 60), ("shop-a", "P|B", 10, null)]);
        var known = await MovesAsync([("shop-a", "P|A", 60, 60), ("shop-a", "P|B", 10, null)]);

        moved["shop-a"].ShouldNotContain(move => move.StartsWith('P'));
        known["shop-a"].ShouldBe(["P 70 60"]);
    }

    private static async Task<ILookup<string, string>> MovesAsync(
        params (string Service, string? Name, long? Before, long? Now)[] rows
    )
    {
        var compared = new ComparedSummary(Products, [.. rows.Select(row => row.Service).Distinct()]);
        var nights = rows.SelectMany(row =>
            new[]
            {
                Value(row.Service, Night.AddDays(-7), row.Name, row.Before),
                Value(row.Service, Night, row.Name, row.Now),
            }
        );
        var table = $"""
            (
                SELECT service, night, split_part(name, '|', 1) AS productname, 'c' AS category, split_part(name, '|', 2) AS sellernm, cart_add_count
                FROM (VALUES {string.Join(", ", nights.OfType<string>())}) AS v (service, night, name, cart_add_count)
            ) AS history
            """;
        var sql = DigestStatement
            .Sql(TestSettings.Sound, Night, [], [compared])
            .Replace("\"log_db\".\"pipeline_history_product_ranking\"", table, StringComparison.Ordinal);
        var read = DigestRows.Read(
            TestSettings.Sound,
            compared.ServiceNames,
            [compared],
            (await LocalLake.Shared.ExecuteAsync(sql)).Rows
        );
        return read.SelectMany(service => service.Moved.Select(move => (service.ServiceName, move)))
            .ToLookup(one => one.ServiceName, one => $"{one.move.Name} {one.move.WeekBefore} {one.move.Now}");
    }

    private static string? Value(string service, DateOnly night, string? name, long? amount)
    {
        var text = name is null ? "CAST(NULL AS varchar)" : $"'{name}'";
        return amount is null ? null : $"('{service}', '{night:yyyy-MM-dd}', {text}, {amount})";
    }
}

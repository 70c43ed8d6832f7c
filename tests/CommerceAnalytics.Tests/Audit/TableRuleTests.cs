using CommerceAnalytics.Audit;
using CommerceAnalytics.Settings;
using static CommerceAnalytics.Tests.Audit.Nights;

namespace CommerceAnalytics.Tests.Audit;

/// <summary>Rules about the rows of a table, beside the overview and the nights before.</summary>
public class TableRuleTests
{
    [Fact]
    public void KeyRepeated_RowsWithOneKey_IsHeldWithTheirNumber()
    {
        var finding = Single("product_ranking", new() { Rows = 100, RowsWithKeyOfAnother = 2 });

        (finding.Code, finding.Severity, finding.Figure).ShouldBe(("KeyRepeated", FindingSeverity.Hold, 2));
        finding.Message.ShouldBe(
            "2 of 100 rows have a key (productname, category, sellernm) that another row has too."
        );
    }

    [Fact]
    public void KeyMissing_RowsWithoutIt_IsHeldByColumn()
    {
        var missing = new Dictionary<string, long> { ["productname"] = 0, ["category"] = 3 };

        var finding = Single("product_ranking", new() { Rows = 100, KeysMissing = missing });

        (finding.Code, finding.Severity, finding.Kind, finding.Figure).ShouldBe(
            ("KeyMissing", FindingSeverity.Hold, "category", 3)
        );
    }

    [Fact]
    public void OutOfRange_EachForm_IsHeldByColumn()
    {
        var found = TableAudit.Findings(
            Table(
                "search_analytics",
                figures: new()
                {
                    Rows = 9,
                    PercentagesOut = new Dictionary<string, long> { ["click_through_rate"] = 1 },
                    CountsBelowZero = new Dictionary<string, long> { ["unique_users"] = 2, ["search_count"] = 0 },
                    PartsAboveWhole = new Dictionary<string, long> { ["click_count"] = 3 },
                }
            )
        );

        found.ShouldAllBe(finding => finding.Code == "OutOfRange" && finding.Holds);
        found
            .Select(finding => finding.Message)
            .ShouldBe([
                "1 of 9 rows have click_through_rate outside 0 to 100, which cannot be.",
                "2 of 9 rows have unique_users below 0, which cannot be.",
                "3 of 9 rows have click_count above search_count, which cannot be.",
            ]);
    }

    [Theory]
    [InlineData(100, 3, 50, null)]
    [InlineData(100, 3, 49, "Warn")]
    [InlineData(100, 3, 10, "Warn")]
    [InlineData(100, 3, 9, "Hold")]
    [InlineData(100, 3, 0, "Hold")]
    [InlineData(100, 2, 0, null)]
    [InlineData(50, 3, 0, "Hold")]
    [InlineData(49, 3, 0, null)]
    public void TableShrank_TotalBesideTheNightsBefore_IsToldBelowTheThresholds(
        long usual,
        int nights,
        long total,
        string? severity
    )
    {
        var found = TableAudit.Findings(
            Table("button_interaction", figures: new() { Watched = total }) with
            {
                Nights = Before(nights, usual, windowDays: 7),
            }
        );

        found.Select(finding => $"{finding.Severity}").ShouldBe(severity is null ? [] : [severity]);
        foreach (var finding in found)
        {
            (finding.Code, finding.Figure, finding.Usual).ShouldBe(("TableShrank", total, usual));
            finding.Days.ShouldBe([Ago(1), Ago(2), Ago(3)]);
        }
    }

    [Theory]
    [InlineData(50, FindingSeverity.Hold)]
    [InlineData(49, FindingSeverity.Warn)]
    public void TableShrank_QuietLastDay_OnlyWarns(long clicks, FindingSeverity severity)
    {
        var days = Days(On(day => day.With(OverviewKind.Clicks, clicks), LastDay));
        var table = Table("button_interaction", days) with { Nights = Before(3, 100, windowDays: 7) };

        TableAudit.Findings(table).Single(finding => finding.Code == "TableShrank").Severity.ShouldBe(severity);
    }

    [Fact]
    public void TableShrank_NightsOfOtherWindows_AreNotCompared()
    {
        var cut = Table("button_interaction") with { Nights = Before(7, 100, windowDays: 6) };
        var old = Table("button_interaction") with { Nights = [.. Before(10, 100, windowDays: 7).Skip(5)] };

        TableAudit.Findings(cut).ShouldBeEmpty();
        TableAudit.Findings(old).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(3000, 0)]
    [InlineData(3001, 1)]
    public void SumsDisagree_CartAddsAboveTheOverviews_AreHeld(long adds, int told)
    {
        foreach (var queryType in (string[])["product_ranking", "category_performance"])
            TableAudit
                .Findings(Table(queryType, figures: new() { CartAdds = adds }))
                .Select(finding => (finding.Code, finding.Severity, finding.Figure, finding.Usual))
                .ShouldBe(
                    Enumerable.Repeat(("SumsDisagree", FindingSeverity.Hold, (decimal)adds, (decimal?)3000), told)
                );
    }

    [Fact]
    public void SumsDisagree_TableWithDaysThatTheOverviewLacks_IsNotCompared()
    {
        var table = Table("product_ranking", figures: new() { CartAdds = 3600 }) with { WindowFirstDay = Ago(36) };

        TableAudit.Findings(table).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(100, "980", 1, null)]
    [InlineData(100, "980.01", 1, null)]
    [InlineData(100, "980.02", 1, "revenue")]
    [InlineData(100, "979.98", 2, "revenue")]
    [InlineData(100, "979.98", 3, null)]
    [InlineData(100, null, 1, "revenue")]
    [InlineData(99, "980", 1, "purchases")]
    [InlineData(101, "980", 1, "purchases")]
    public void SumsDisagree_PurchasesOfADayUnlikeTheOverviews_AreHeld(
        long count,
        string? revenue,
        int rows,
        string? kind
    )
    {
        var purchases = Purchases();
        purchases[Ago(5)] = new(count, revenue is null ? null : decimal.Parse(revenue), rows);

        var found = TableAudit.Findings(Table("purchase_analytics", figures: new() { Purchases = purchases }));

        found.Select(finding => finding.Kind).ShouldBe(kind is null ? [] : [kind]);
        found.ShouldAllBe(finding => finding.Code == "SumsDisagree" && finding.Holds);
        found.ShouldAllBe(finding => finding.Message.Contains("2025-11-26"));
    }

    [Fact]
    public void SumsDisagree_DayThatTheTableLacks_IsHeld()
    {
        var purchases = Purchases();
        purchases.Remove(Ago(35));

        var finding = Single("purchase_analytics", new() { Purchases = purchases });

        (finding.Code, finding.Figure, finding.Usual).ShouldBe(("SumsDisagree", 0, 100));
    }

    [Fact]
    public void SumsDisagree_LogThatChangedInBetween_OnlyWarns()
    {
        var table = Table("product_ranking", figures: new() { CartAdds = 3001 }) with { LogChanged = true };

        TableAudit.Findings(table).ShouldHaveSingleItem().Severity.ShouldBe(FindingSeverity.Warn);
    }

    [Theory]
    [InlineData("19.9", 1)]
    [InlineData("20", 0)]
    [InlineData("500", 0)]
    [InlineData("500.1", 1)]
    public void ValueMoved_ValueOfACartAddBesideTheNightsBefore_IsToldBeyondTheThresholds(string value, int told)
    {
        var table = Table("category_performance", figures: new() { CartAdds = 10, Value = 10 * decimal.Parse(value) });
        var nights = Before(3, 10, windowDays: 29);

        TableAudit
            .Findings(table with { Nights = nights })
            .Select(finding => (finding.Code, finding.Severity, finding.Figure, finding.Usual))
            .ShouldBe(
                Enumerable.Repeat(("ValueMoved", FindingSeverity.Warn, decimal.Parse(value), (decimal?)100), told)
            );
        TableAudit.Findings(table with { Nights = [.. nights.Take(2)] }).ShouldBeEmpty();
    }

    private static Dictionary<DateOnly, DayOfPurchases> Purchases() =>
        Enumerable.Range(1, 90).Select(Ago).ToDictionary(day => day, _ => new DayOfPurchases(100, 980, 1));

    private static List<NightFigures> Before(int nights, long watched, int windowDays) =>
        [
            .. Enumerable
                .Range(1, nights)
                .Select(ago => new NightFigures(Ago(ago), windowDays, watched) { ValuePerCartAdd = 100 }),
        ];

    private static Finding Single(string queryType, BuiltFigures figures) =>
        TableAudit.Findings(Table(queryType, figures: figures)).ShouldHaveSingleItem();
}

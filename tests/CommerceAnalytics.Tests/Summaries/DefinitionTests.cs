using CommerceAnalytics.Overview;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Tests.Summaries;

/// <summary>What tells one definition of a table from another.</summary>
public class DefinitionTests
{
    private static readonly Summary Products = SummaryCatalog.Get("product_ranking");

    [Fact]
    public void Definition_AnythingThatRowsDependOn_IsAnother()
    {
        Summary[] others =
        [
            Products with
            {
                Sql = $"{Products.Sql} ",
            },
            Products with
            {
                WindowDays = 31,
            },
            Products with
            {
                Top = Products.Top! with { Limit = 101 },
            },
            Products with
            {
                ExactRows = 24,
            },
            Products with
            {
                Key = ["productname"],
            },
            Products with
            {
                EventKinds = ["commerce.cart.view"],
            },
            Products with
            {
                Attributes = [],
            },
            Products with
            {
                OwnColumns = [.. Products.OwnColumns.Skip(1)],
            },
        ];

        var definitions = others.Select(summary => summary.Definition).Append(Products.Definition).ToList();

        definitions.Distinct().Count().ShouldBe(9);
        definitions.ShouldAllBe(definition => definition.Length == 16);
    }

    [Fact]
    public void Definition_WhatIsOnlySaidOfTheTable_IsTheSame() =>
        (Products with { About = "another text", Batch = 9, Watched = null }).Definition.ShouldBe(Products.Definition);

    [Fact]
    public void Plan_OfEachTable_CarriesTheDefinitionAndTheDaysThatAreRead()
    {
        var settings = new CommerceSettings
        {
            ResultsBucket = "results",
            MinDataDate = new(2025, 10, 1),
            ExcludedDays = ["2025-10-10"],
        };

        var plan = new SummaryPlanner(settings).Plan("shop-a", "product_ranking", new(2025, 10, 15), new(), "run", 1);
        var overview = new OverviewPlanner(settings).Plan(["shop-a"], new(2025, 10, 15), new(), "run", 1);

        (plan.Definition, plan.WindowDays).ShouldBe((Products.Definition, 13), "14 days since MinDataDate, less one");
        (overview.Definition, overview.WindowDays).ShouldBe((OverviewTable.Definition, 13));
    }
}

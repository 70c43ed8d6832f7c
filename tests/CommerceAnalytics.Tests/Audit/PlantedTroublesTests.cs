using CommerceAnalytics.Audit;
using CommerceAnalytics.Events;
using CommerceAnalytics.Tests.Audit.Logs;
using CommerceAnalytics.Tests.Oracle;
using static CommerceAnalytics.Tests.Audit.Logs.TroubledShop;

namespace CommerceAnalytics.Tests.Audit;

/// <summary>Troubles that a log may have, planted into a sound one: each is named, with its figures, and nothing else.</summary>
public class PlantedTroublesTests(TroubledShop shop) : IClassFixture<TroubledShop>
{
    private static readonly int[] LastDay = [1];
    private static readonly IEnumerable<int> Window = Enumerable.Range(1, 35);

    [Fact]
    public void None_SoundLog_FindsNothing() => Told(shop.Sound).ShouldBeEmpty();

    [Fact]
    public void KindMissing_CartAddsOfTheLastDay_AreWarnedOf() =>
        Told(shop.Each(LastDay, Without(EventKinds.CartAdd)))
            .ShouldBe([$"Warn KindMissing cart_adds 0 ({shop.Usual(OverviewKind.CartAdds):0.##}) hourly_traffic"]);

    [Fact]
    public void KindMissing_CartAddsOfThreeDays_HoldTheTwoTablesThatReadNothingElse()
    {
        var usual = $"{shop.Usual(OverviewKind.CartAdds):0.##}";

        Told(shop.Each([1, 2, 3], Without(EventKinds.CartAdd)))
            .ShouldBe([
                $"Hold KindMissing cart_adds 0 ({usual}) category_performance",
                $"Hold KindMissing cart_adds 0 ({usual}) product_ranking",
            ]);
    }

    [Fact]
    public void KindMissing_PageRoutingUnderAThirdName_HoldsNavigation() =>
        Told(
                shop.Each(
                    [1, 2, 3],
                    e => e.Body is "Routing in client side" or "client.routing" ? e with { Body = "router.push" } : e
                )
            )
            .ShouldBe([$"Hold KindMissing page_views 0 ({shop.Usual(OverviewKind.PageViews):0.##}) navigation_flow"]);

    [Fact]
    public void VolumeDropped_TwoOfThreeSearchesLost_AreWarnedOf()
    {
        var left = (shop.Count(1, OverviewKind.Searches) + 2) / 3;

        Told(shop.With(LastDay, events => Thinned(events, EventKinds.Search, keepOneOf: 3)))
            .ShouldBe([
                $"Warn VolumeDropped searches {left} ({shop.Usual(OverviewKind.Searches):0.##}) hourly_traffic",
            ]);
    }

    [Fact]
    public void VolumeJumped_RobotThatClicks_IsWarnedOf()
    {
        var robot = Enumerable
            .Range(0, 5000)
            .Select(i =>
                LogEvent.At(
                    $"2025-11-16T0{i % 10}:00:00.{i / 10:000}Z",
                    EventKinds.ButtonClick,
                    ("resource.service.name", Service),
                    ("sessionId", "robot"),
                    ("action", "buy")
                )
            );
        var clicks = shop.Count(1, OverviewKind.Clicks) + 5000;

        Told(shop.With(LastDay, events => [.. events, .. robot]))
            .ShouldBe([
                $"Warn VolumeJumped button_clicks {clicks} ({shop.Usual(OverviewKind.Clicks):0.##}) button_interaction",
            ]);
    }

    [Fact]
    public void ValueMoved_AmountsInAnotherUnit_AreWarnedOf() =>
        Told(shop.Each(LastDay, Attribute(EventKinds.Purchase, "totalAmount", _ => "2500000")))
            .ShouldBe(["Warn ValueMoved purchases 2500000 (25000) hourly_traffic"]);

    [Fact]
    public void ValueMoved_PricesInAnotherUnit_AreWarnedOf()
    {
        var told = Told(
            shop.Each(LastDay, Attribute(EventKinds.CartAdd, "salePrice", price => price is null ? null : "5000000"))
        );

        told.ShouldHaveSingleItem()
            .ShouldMatch(@"^Warn ValueMoved cart_adds \d+(\.\d+)? \(\d+(\.\d+)?\) category_performance$");
    }

    [Fact]
    public void LogSilent_ShopUnderAnotherName_IsWarnedOf()
    {
        var usual = shop.Sound.Overview(Date).UsualOn(Ago(1), day => day.Events, 2)!.Figure;

        Told(shop.Each(LastDay, e => e.With("resource.service.name", "theshop_brand")))
            .ShouldBe([$"Warn LogSilent 0 ({usual:0.##}) button_interaction"]);
    }

    [Fact]
    public void ShopUnknown_ShopUnderAnotherNameForLong_IsWarnedOf() =>
        Told(shop.Each(Enumerable.Range(1, 47), e => e.With("resource.service.name", "theshop_brand")))
            .ShouldBe(["Warn ShopUnknown 0 () button_interaction"]);

    [Fact]
    public void EventsRepeated_LastDayLoadedTwice_IsWarnedOf()
    {
        var told = Told(shop.With(LastDay, events => [.. events, .. events]));

        told.ShouldHaveSingleItem().ShouldMatch(@"^Warn EventsRepeated (49|50)(\.\d+)? \(10\) button_interaction$");
    }

    [Fact]
    public void EventsRepeated_ThreeDaysLoadedTwice_HoldTheTablesOfAWeek()
    {
        var told = Told(shop.With([2, 3, 4], events => [.. events, .. events]));

        told.Select(finding => finding.Split(' ')[^1])
            .ShouldBe(["button_interaction", "hourly_traffic", "navigation_flow", "search_analytics"]);
        told.ShouldAllBe(finding => finding.StartsWith("Hold EventsRepeated 28."));
    }

    [Fact]
    public void DayChanged_DayLoadedTwiceAfterwards_IsWarnedOf() =>
        Told(shop.With([5], events => [.. events, .. events]), shop.Sound)
            .ShouldBe([$"Warn DayChanged {2 * shop.Count(5)} ({shop.Count(5)}) button_interaction"]);

    [Fact]
    public void DayChanged_HalfADayThatCameLate_IsWarnedOf()
    {
        var before = shop.With([2], events => events.Where(e => e.Utc.Hour < 9));
        var counted = before.Overview(Ago(1)).On(Ago(2))!.Events;

        Told(shop.Sound, before).ShouldBe([$"Warn DayChanged {shop.Count(2)} ({counted}) button_interaction"]);
    }

    [Fact]
    public void DayChanged_FilesThatAreGone_AreWarnedOf() =>
        Told(shop.With([4], _ => []), shop.Sound).ShouldBe([$"Warn DayChanged 0 ({shop.Count(4)}) button_interaction"]);

    [Fact]
    public void TableShrank_ProductNameUnderAnotherName_EmptiesAndHoldsTheTable()
    {
        var usual = shop.Sound.Figures("product_ranking", Ago(3)).Watched;

        var told = Told(shop.Each(Window, Attribute(EventKinds.CartAdd, "productName", _ => null)), shop.Sound);

        var finding = told.ShouldHaveSingleItem();
        finding.ShouldStartWith("Hold TableShrank cart_add_count 0 (");
        finding.ShouldEndWith(") product_ranking");
        decimal.Parse(finding.Split('(', ')')[1]).ShouldBeInRange(0.98m * usual, 1.02m * usual);
    }

    [Fact]
    public void TableShrank_TwoOfThreeActionsLost_AreWarnedOf()
    {
        var i = 0;
        var thinned = shop.Each(
            Window,
            Attribute(EventKinds.ButtonClick, "action", action => i++ % 3 == 0 ? action : "")
        );

        var told = Told(thinned, shop.Sound);

        told.ShouldHaveSingleItem().ShouldMatch(@"^Warn TableShrank total_clicks \d+ \(\d+\) button_interaction$");
    }

    [Fact]
    public void ValuesInvalid_QuantitiesThatAreNoNumbers_AreWarnedOf()
    {
        var told = Told(shop.Each(LastDay, Attribute(EventKinds.CartAdd, "quantity", _ => "x10")));

        told.ShouldHaveSingleItem().ShouldMatch(@"^Warn ValuesInvalid cart_adds 100 \(\d+(\.\d+)?\) hourly_traffic$");
    }

    [Fact]
    public void RevenueUnknown_AmountsThatAreNotLogged_AreWarnedOf() =>
        Told(shop.Each(LastDay, Attribute(EventKinds.Purchase, "totalAmount", _ => null)))
            .ShouldBe(["Warn RevenueUnknown purchases 100 (0) hourly_traffic"]);

    [Fact]
    public void KeyRepeated_SummaryThatForgetsAColumnOfTheKey_IsHeld() =>
        Told(shop.Sound, built: Of("product_ranking", figures => figures with { RowsWithKeyOfAnother = 6 }))
            .ShouldBe(["Hold KeyRepeated 6 (0) product_ranking"]);

    [Fact]
    public void KeyMissing_ActionThatIsNull_IsHeld()
    {
        var missing = new Dictionary<string, long> { ["action"] = 1 };

        Told(shop.Sound, built: Of("button_interaction", figures => figures with { KeysMissing = missing }))
            .ShouldBe(["Hold KeyMissing action 1 (0) button_interaction"]);
    }

    [Fact]
    public void OutOfRange_RateAboveAHundred_IsHeld()
    {
        var outside = new Dictionary<string, long> { ["click_through_rate"] = 2 };

        Told(shop.Sound, built: Of("search_analytics", figures => figures with { PercentagesOut = outside }))
            .ShouldBe(["Hold OutOfRange click_through_rate 2 (0) search_analytics"]);
    }

    [Fact]
    public void SumsDisagree_JoinThatCountsTwice_IsHeld()
    {
        var logged = Enumerable.Range(1, 30).Sum(ago => shop.Count(ago, OverviewKind.CartAdds));
        var counted = shop.Sound.Figures("category_performance", Date).CartAdds;
        counted.ShouldBe(logged);

        Told(
                shop.Sound,
                built: Of("category_performance", f => f with { CartAdds = 2 * f.CartAdds, Value = 2 * f.Value })
            )
            .ShouldBe([$"Hold SumsDisagree cart_adds {2 * counted} ({logged}) category_performance"]);
    }

    [Fact]
    public void SumsDisagree_DayThatTheTableLeavesOut_IsHeld() =>
        Told(
                shop.Sound,
                built: Of(
                    "purchase_analytics",
                    figures =>
                        figures with
                        {
                            Purchases = figures.Purchases!.Where(day => day.Key != Ago(9)).ToDictionary(),
                        }
                )
            )
            .ShouldBe([$"Hold SumsDisagree purchases 0 ({shop.Count(9, OverviewKind.Purchases)}) purchase_analytics"]);

    private static Func<string, BuiltFigures, BuiltFigures> Of(
        string queryType,
        Func<BuiltFigures, BuiltFigures> change
    ) => (table, figures) => table == queryType ? change(figures) : figures;

    private static Func<LogEvent, LogEvent?> Without(string kind) => e => e.Body == kind ? null : e;

    private static Func<LogEvent, LogEvent?> Attribute(string kind, string name, Func<string?, string?> change) =>
        e => e.Body == kind ? e.With(name, change(e[name])) : e;

    private static IEnumerable<LogEvent> Thinned(IEnumerable<LogEvent> events, string kind, int keepOneOf)
    {
        var i = 0;
        return [.. events.Where(e => e.Body != kind || i++ % keepOneOf == 0)];
    }
}

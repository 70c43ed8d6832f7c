using CommerceAnalytics.Audit;
using static CommerceAnalytics.Tests.Audit.Nights;

namespace CommerceAnalytics.Tests.Audit;

/// <summary>Rules about days of the log, at their thresholds and on both sides of them.</summary>
public class DayRuleTests
{
    [Fact]
    public void Findings_UsualNight_AreNone() => All(Days()).ShouldBeEmpty();

    [Theory]
    [InlineData(2, true)]
    [InlineData(1, false)]
    public void LogSilent_ClosedDayOfAnOpenWeekday_IsToldAlone(int open, bool isTold)
    {
        var closed = ServiceDays.SameWeekdays(LastDay).Skip(open);
        var found = All(Days(On(day => Closed(day.Day), [LastDay, .. closed])));

        found.ShouldBe(isTold ? ["Warn LogSilent  button_interaction"] : []);
    }

    [Fact]
    public void LogSilent_ExcludedDay_IsNotClosed() => All(Days(On(day => Excluded(day.Day), LastDay))).ShouldBeEmpty();

    [Theory]
    [InlineData(10, true)]
    [InlineData(9, false)]
    public void KindMissing_NoneThoughSoManyAreUsual_IsToldOnceWithItsFigures(long usual, bool isTold)
    {
        var days = Days(
            day => day.With(OverviewKind.Searches, usual),
            On(day => day.With(OverviewKind.Searches, 0), LastDay)
        );

        All(days).ShouldBe(isTold ? ["Warn KindMissing searches hourly_traffic"] : []);
        if (!isTold)
            return;
        var finding = TableAudit.Findings(Table("search_analytics", days)).ShouldHaveSingleItem();
        (finding.Figure, finding.Usual, finding.Day).ShouldBe((0, 10, LastDay));
        finding.Days.ShouldBe([Ago(8), Ago(15), Ago(22), Ago(29)]);
        finding.Message.ShouldBe(
            "theshop-brand has no searches on 2025-11-30; 10 are usual on a Sunday. "
                + "Tables: theshop_brand_commerce_hourly_traffic_summary, theshop_brand_commerce_search_analytics_summary."
        );
    }

    [Theory]
    [InlineData(3, 50, "Hold KindMissing purchases purchase_analytics")]
    [InlineData(2, 50, "Warn KindMissing purchases hourly_traffic")]
    [InlineData(3, 49, "Warn KindMissing purchases hourly_traffic")]
    public void KindMissing_OnlyKindForDaysWhileTheOthersGoOn_IsHeld(int missing, long others, string told)
    {
        var last = Enumerable.Range(1, missing).Select(Ago).ToList();
        // 49 of 100 are a drop too, of each of the other kinds; that is not what is looked at here.
        var days = Days(
            On(day => day.With(OverviewKind.All, others), Ago(2)),
            On(day => day.With(OverviewKind.Purchases, 0), last)
        );

        All(days).ShouldBe([told]);
    }

    [Fact]
    public void KindMissing_DaysInBetweenThatAreClosed_AreSkipped()
    {
        var days = Days(
            On(day => Closed(day.Day), Ago(2), Ago(3)),
            On(day => day.With(OverviewKind.Purchases, 0), Ago(1), Ago(4), Ago(5))
        );

        All(days).ShouldBe(["Hold KindMissing purchases purchase_analytics"]);
    }

    [Fact]
    public void KindMissing_OneOfTwoKindsOfATable_OnlyWarns()
    {
        var days = Days(On(day => day.With(OverviewKind.Searches, 0), Enumerable.Range(1, 5).Select(Ago)));

        All(days).ShouldBe(["Warn KindMissing searches hourly_traffic"]);
    }

    [Fact]
    public void KindMissing_TwoTablesReadIt_HoldsBoth()
    {
        var days = Days(On(day => day.With(OverviewKind.CartAdds, 0), Ago(1), Ago(2), Ago(3)));

        All(days)
            .ShouldBe([
                "Hold KindMissing cart_adds category_performance",
                "Hold KindMissing cart_adds product_ranking",
            ]);
    }

    [Theory]
    [InlineData(49, "Warn VolumeDropped button_clicks button_interaction")]
    [InlineData(50, null)]
    [InlineData(300, null)]
    [InlineData(301, "Warn VolumeJumped button_clicks button_interaction")]
    public void Volume_BesideTheUsual_IsToldBeyondTheThresholds(long count, string? told)
    {
        var days = Days(On(day => day.With(OverviewKind.Clicks, count), LastDay));

        All(days).ShouldBe(told is null ? [] : [told]);
        if (told is null)
            return;
        var finding = TableAudit.Findings(Table("button_interaction", days)).ShouldHaveSingleItem();
        (finding.Figure, finding.Usual).ShouldBe((count, 100m));
    }

    [Theory]
    [InlineData(50, true)]
    [InlineData(49, false)]
    public void Volume_OfFew_IsNotCompared(long usual, bool isTold)
    {
        var days = Days(
            day => day.With(OverviewKind.Clicks, usual),
            On(day => day.With(OverviewKind.Clicks, 1), LastDay)
        );

        All(days).Count.ShouldBe(isTold ? 1 : 0);
    }

    [Theory]
    [InlineData("9.99", 0)]
    [InlineData("2", 0)]
    [InlineData("1.99", 1)]
    [InlineData("50", 0)]
    [InlineData("50.01", 1)]
    public void ValueMoved_OrderValueBesideTheUsual_IsToldBeyondTheThresholds(string value, int told)
    {
        var days = Days(On(day => day with { AverageOrderValue = decimal.Parse(value) }, LastDay));

        var found = TableAudit.Findings(Table("purchase_analytics", days));

        found.Count(finding => finding.Code == "ValueMoved").ShouldBe(told);
        found.Count.ShouldBe(told);
        All(days).Count.ShouldBe(told);
    }

    [Theory]
    [InlineData(20, 1)]
    [InlineData(19, 0)]
    public void ValueMoved_FewAmounts_AreNotCompared(long amounts, int told)
    {
        var days = Days(
            On(
                day =>
                    day.With(OverviewKind.Purchases, amounts) with
                    {
                        PurchasesWithAmount = amounts,
                        AverageOrderValue = 1,
                    },
                LastDay
            )
        );

        All(days).Count(found => found.Contains("ValueMoved")).ShouldBe(told);
    }

    [Theory]
    [InlineData(5, 14, 0)]
    [InlineData(5, 15, 1)]
    [InlineData(20, 39, 0)]
    [InlineData(20, 40, 1)]
    public void ValuesInvalid_ShareBesideTheUsual_RisesByPointsAndTimes(long usual, long invalid, int told)
    {
        var days = Days(
            day => day with { InvalidValues = usual },
            On(day => day with { InvalidValues = invalid }, LastDay)
        );

        All(days).ShouldBe(Enumerable.Repeat("Warn ValuesInvalid cart_adds hourly_traffic", told));
    }

    [Theory]
    [InlineData(7, 20, 1)]
    [InlineData(6, 20, 0)]
    [InlineData(6, 21, 1)]
    public void ValuesInvalid_FewDaysToCompare_IsToldAboveAFixedShare(int open, long invalid, int told)
    {
        var days = Days(
            day => day.Day < LastDay.AddDays(-open) ? Closed(day.Day) : day,
            On(day => day with { InvalidValues = invalid }, LastDay)
        );

        All(days).Count.ShouldBe(told);
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(99, 0)]
    public void ValuesInvalid_FewCartAdds_AreNotCompared(long adds, int told)
    {
        var days = Days(On(day => day.With(OverviewKind.CartAdds, adds) with { InvalidValues = 90 }, LastDay));

        All(days).Count.ShouldBe(told);
    }

    [Theory]
    [InlineData(20, 17, 1)]
    [InlineData(30, 27, 1)]
    [InlineData(31, 28, 0)]
    [InlineData(19, 0, 0)]
    public void RevenueUnknown_ShareBesideTheUsual_RisesByPointsAndTimes(long purchases, long known, int told)
    {
        var days = Days(
            day => day.With(OverviewKind.Purchases, 30) with { PurchasesWithAmount = 30 },
            On(day => day.With(OverviewKind.Purchases, purchases) with { PurchasesWithAmount = known }, LastDay)
        );

        All(days).ShouldBe(Enumerable.Repeat("Warn RevenueUnknown purchases hourly_traffic", told));
    }

    [Theory]
    [InlineData(1000, 1100, 0)]
    [InlineData(1000, 1101, 1)]
    [InlineData(1000, 899, 1)]
    [InlineData(100, 150, 0)]
    [InlineData(100, 151, 1)]
    [InlineData(0, 51, 1)]
    public void DayChanged_EarlierNightCountedAnother_IsToldBeyondBothThresholds(long before, long now, int told)
    {
        var service = Service(Days(On(day => day with { Events = now }, Ago(3)))) with
        {
            EarlierDays = Days(On(day => day with { Events = before }, Ago(3))),
        };

        var found = TableAudit.Findings(service.Of("button_interaction"));

        found
            .Select(finding => (finding.Code, finding.Figure, finding.Usual, finding.Day))
            .ShouldBe(Enumerable.Repeat(("DayChanged", (decimal)now, (decimal?)before, (DateOnly?)Ago(3)), told));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(8, 1)]
    [InlineData(9, 0)]
    public void DayChanged_DaysTwoToEightBefore_AreLookedAt(int ago, int told)
    {
        var service = Service() with { EarlierDays = Days(On(day => Closed(day.Day), Ago(ago))) };

        TableAudit.Findings(service.Of("button_interaction")).Count.ShouldBe(told);
    }

    [Theory]
    [InlineData(80, 0)]
    [InlineData(81, 1)]
    public void EventsRepeated_OfTheLastDay_WarnsOnce(long repeated, int told)
    {
        var days = Days(On(day => day with { RepeatedEvents = repeated }, LastDay));

        All(days).ShouldBe(Enumerable.Repeat("Warn EventsRepeated  button_interaction", told));
    }

    [Fact]
    public void EventsRepeated_OfTheWindow_HoldsTheTablesWithThatWindow()
    {
        // 7 days: 1,121 of 5,600, above a fifth; 30 days: far less. The last day has none.
        var days = Days(
            On(day => day with { RepeatedEvents = 320 }, Ago(2), Ago(3), Ago(4)),
            On(day => day with { RepeatedEvents = 161 }, Ago(5))
        );

        All(days)
            .ShouldBe(
                ((string[])["button_interaction", "hourly_traffic", "navigation_flow", "search_analytics"]).Select(
                    table => $"Hold EventsRepeated  {table}"
                )
            );
        All(Days(On(day => day with { RepeatedEvents = 280 }, Ago(2), Ago(3), Ago(4), Ago(5)))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1, 160, "Hold")]
    [InlineData(2, 161, "Hold")]
    [InlineData(2, 160, "Warn")]
    public void EventsRepeated_OneBadDayInAWindow_WarnsAndMoreHold(int repeatedDays, long onAnother, string severity)
    {
        var days = Days(
            On(day => Closed(day.Day), Ago(2), Ago(3), Ago(4), Ago(5), Ago(6)),
            On(day => day with { RepeatedEvents = 400 }, Ago(1)),
            On(day => day with { RepeatedEvents = onAnother }, Ago(7))
        );

        All(days, new() { RepeatedDays = repeatedDays })
            .Where(finding => !finding.EndsWith(" button_interaction", StringComparison.Ordinal))
            .ShouldBe(
                ((string[])["hourly_traffic", "navigation_flow", "search_analytics"]).Select(table =>
                    $"{severity} EventsRepeated  {table}"
                )
            );
    }

    [Fact]
    public void EventsRepeated_DayLoadedFiveTimes_WarnsOfTheTablesOfAWeek() =>
        All(Days(On(day => day with { Events = 5 * day.Events, RepeatedEvents = 4 * day.Events }, Ago(3))))
            .Count(finding => finding.StartsWith("Warn EventsRepeated", StringComparison.Ordinal))
            .ShouldBe(4);

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void ShopUnknown_NoEventInTheOverview_IsToldOfShopsOfTheSettings(bool isListed, int told)
    {
        var service = Service(Days(day => Closed(day.Day))) with { IsListed = isListed };

        TableAudit
            .Findings(service.Of("hourly_traffic"))
            .Select(finding => finding.Code)
            .ShouldBe(Enumerable.Repeat("ShopUnknown", told));
    }

    [Fact]
    public void ShopUnknown_NoEventButOnExcludedDays_IsToldAllTheSame() =>
        All(Days(day => Closed(day.Day), On(day => Excluded(day.Day), Ago(9))))
            .ShouldBe(["Warn ShopUnknown  button_interaction"]);

    [Fact]
    public void ShopUnknown_AllDaysExcluded_NothingIsKnown() => All(Days(day => Excluded(day.Day))).ShouldBeEmpty();
}

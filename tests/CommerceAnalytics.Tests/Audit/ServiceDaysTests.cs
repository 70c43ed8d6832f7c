using CommerceAnalytics.Audit;
using static CommerceAnalytics.Tests.Audit.Nights;

namespace CommerceAnalytics.Tests.Audit;

public class ServiceDaysTests
{
    [Theory]
    [InlineData("1, 2, 3, 4", "2.5")]
    [InlineData("4, 1, 3", "3")]
    [InlineData("1, 2", "1.5")]
    [InlineData("7", null)]
    public void UsualOn_FiguresOfTheSameWeekday_IsTheirExactMedian(string figures, string? median)
    {
        var counts = figures.Split(", ").Select(long.Parse).ToList();
        var days = Days(day =>
        {
            var weeks = (LastDay.DayNumber - day.Day.DayNumber) / 7m;
            return weeks >= 1 && weeks <= counts.Count && decimal.IsInteger(weeks)
                ? day.With(OverviewKind.Clicks, counts[(int)weeks - 1])
                : Excluded(day.Day);
        });

        var usual = days.UsualOn(LastDay, day => day.Of(OverviewKind.Clicks), least: 2);

        usual?.Figure.ShouldBe(decimal.Parse(median ?? "-1"));
        (usual is null).ShouldBe(median is null);
        usual?.Days.ShouldBe(ServiceDays.SameWeekdays(LastDay).Take(counts.Count));
    }

    [Fact]
    public void IsCompared_ClosedAndExcludedDays_AreNot()
    {
        var days = Days(On(day => Closed(day.Day), Ago(3)), On(day => Excluded(day.Day), Ago(4)));

        days.IsCompared(Ago(2)).ShouldBeTrue();
        days.IsCompared(Ago(3)).ShouldBeFalse();
        days.IsCompared(Ago(4)).ShouldBeFalse();
        days.IsCompared(Ago(36)).ShouldBeFalse();
        days.IsClosed(Ago(3)).ShouldBeTrue();
        days.IsClosed(Ago(4)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void IsCompared_FirstDayOfTheOverview_IsUnlessTheWindowWasCut(bool isCut, bool isCompared) =>
        Days(isCut).IsCompared(Ago(35)).ShouldBe(isCompared);

    [Fact]
    public void FromTexts_RowOfAthena_IsReadColumnByColumn()
    {
        string?[] texts =
        [
            "theshop-brand",
            "2025-11-30",
            "36",
            "1",
            "2",
            "3",
            "4",
            "5",
            "6",
            "7",
            "8",
            "9",
            "1.234567825E7",
            "10.5",
            "11",
            "12",
        ];

        var day = OverviewDay.FromTexts(texts);

        texts.Length.ShouldBe(2 + OverviewDay.Measures.Count);
        (day.ServiceName, day.Day, day.Events).ShouldBe(("theshop-brand", LastDay, 36));
        OverviewKind.All.Select(day.Of).ShouldBe([1, 2, 3, 4, 5, 6, 7, 8]);
        (day.PurchasesWithAmount, day.Revenue, day.AverageOrderValue).ShouldBe((9, 12345678.25m, 10.5m));
        (day.InvalidValues, day.RepeatedEvents).ShouldBe((11, 12));
    }

    [Fact]
    public void FromTexts_ExcludedDay_HasNoFigures()
    {
        var day = OverviewDay.FromTexts(["theshop-brand", "2025-11-30", .. Enumerable.Repeat<string?>(null, 14)]);

        (day.Events, day.Of(OverviewKind.All), day.Revenue).ShouldBe((null, null, null));
    }
}

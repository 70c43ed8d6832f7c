using System.Globalization;
using CommerceAnalytics.Digests;

namespace CommerceAnalytics.Tests.Digests;

public class WeekFiguresTests
{
    private static readonly DateOnly Date = new(2026, 3, 15);

    [Fact]
    public void Figures_OfTwoWholeWeeks_AreComparedInPercent()
    {
        var service = Read(day => day.Now ? Row(110, 55, 11, 12, 6, 720) : Row(100, 50, 10, 10, 6, 600));

        service
            .Figures.Select(Shown)
            .ShouldBe([
                "Sessions 770 700 10.0",
                "Users a day 55 50 10.0",
                "Conversion 10 10 0.0",
                "Orders 84 70 20.0",
                "Average order 120 100 ",
                "Revenue 5040 4200 ",
            ]);
        (service.FirstDay, service.LastDay, service.AmountKnownPercent).ShouldBe(
            (new(2026, 3, 8), new(2026, 3, 14), 50)
        );
    }

    [Fact]
    public void Money_WhoseKnownSharesDiffer_IsNotCompared()
    {
        var service = Read(day => day.Now ? Row(110, 55, 11, 12, 6, 720) : Row(100, 50, 10, 10, 6, 600));

        service
            .Figures.Where(figure => figure.Unit == FigureUnit.Money)
            .ShouldAllBe(figure => figure.NotCompared == "the amount is known of 50 % of orders, before of 60 %");
        var alike = Read(day => day.Now ? Row(110, 55, 11, 100, 51, 720) : Row(100, 50, 10, 100, 60, 600));
        alike.Figures.ShouldAllBe(figure => figure.NotCompared == null);
    }

    [Theory]
    [InlineData("2026-03-09", "1 of 7 days are not known: 2026-03-09", true)]
    [InlineData("2026-03-02", "1 of 7 days are not known: 2026-03-02", false)]
    public void Figures_WithADayThatIsLeftOut_SayWhichInsteadOfAChange(string missing, string reason, bool isOfNow)
    {
        var left = DateOnly.Parse(missing, CultureInfo.InvariantCulture);
        foreach (var unknown in (string?[])[null, Row(null, null, null, null, null, null)])
        {
            var service = Read(day => day.Day == left ? unknown : Row(100, 50, 10, 10, 10, 600));

            service.Figures.ShouldAllBe(figure => figure.NotCompared == reason && figure.ChangePercent == null);
            service.Figures.ShouldAllBe(figure => (figure.Now == null) == isOfNow);
            service.Figures.ShouldAllBe(figure => (figure.Before == null) == !isOfNow);
        }
    }

    [Fact]
    public void Figures_OfADayThatMinDataDateCuts_AreNotCompared()
    {
        var settings = TestSettings.Sound with { ReportingTimeZone = "Asia/Seoul", MinDataDate = new(2026, 3, 1) };
        // The zone's 1 March begins nine hours before the first sound event.
        var service = Read(_ => Row(100, 50, 10, 10, 10, 600), settings);

        service.Figures.ShouldAllBe(figure => figure.NotCompared == "1 of 7 days are not known: 2026-03-01");
        service.Figures[0].Now.ShouldBe(700);
    }

    [Fact]
    public void Figures_WithoutOrdersBefore_HaveNothingToCompareWith()
    {
        var service = Read(day => Row(100, 50, 0, day.Now ? 3 : 0, 0, null));

        var orders = service.Figures.Single(figure => figure.Name == "Orders");
        (orders.Now, orders.Before, orders.NotCompared).ShouldBe((21, 0, "there is nothing to compare"));
        var revenue = service.Figures.Single(figure => figure.Name == "Revenue");
        (revenue.Now, revenue.NotCompared).ShouldBe((null, "there is nothing to compare"));
    }

    [Fact]
    public void Service_ThatTheOverviewDoesNotHave_HasNoFigures()
    {
        var service = DigestRows.Read(TestSettings.Sound, ["shop-a"], [], []).Single();

        (service.LastDay, service.Figures.Count, service.Moved.Count).ShouldBe((null, 0, 0));
    }

    private static string Shown(WeekFigure figure) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{figure.Name} {figure.Now:0.##} {figure.Before:0.##} {figure.ChangePercent:0.0}"
        );

    private static string Row(long? sessions, long? users, long? buyers, long? orders, long? known, decimal? revenue) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Date:yyyy-MM-dd};{sessions};{users};{buyers};{orders};{known};{revenue}"
        );

    /// <summary>The two weeks before the date; a day that is null is not in the overview.</summary>
    private static ServiceDigest Read(
        Func<(DateOnly Day, bool Now), string?> row,
        CommerceAnalytics.Settings.CommerceSettings? settings = null
    )
    {
        var days = Enumerable.Range(1, 14).Select(before => (Day: Date.AddDays(-before), Now: before <= 7));
        var rows =
            from day in days
            let value = row(day)
            where value is not null
            select (IReadOnlyList<string?>)["overview", "shop-a", $"{day.Day:yyyy-MM-dd}", value];
        return DigestRows.Read(settings ?? TestSettings.Sound, ["shop-a"], [], [.. rows]).Single();
    }
}

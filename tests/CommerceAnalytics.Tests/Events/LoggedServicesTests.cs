using CommerceAnalytics.Events;

namespace CommerceAnalytics.Tests.Events;

public class LoggedServicesTests
{
    private static readonly DateOnly Date = new(2026, 3, 29);

    [Fact]
    public void Sql_OfADate_ReadsThe35DaysBeforeItAndAnyKindOfEvent()
    {
        var sql = LoggedServices.Sql(TestSettings.Sound, ["shop-x", "shop-y"], Date, EventsTableFit.Documented);

        sql.ShouldContain(">= TIMESTAMP '2026-02-22 00:00:00.000'");
        sql.ShouldContain("< TIMESTAMP '2026-03-29 00:00:00.000'");
        sql.ShouldContain("year = '2026'");
        sql.ShouldContain("IN ('shop-x', 'shop-y')");
        sql.ShouldContain("LIMIT 1002");
        sql.ShouldNotContain("body");
    }

    [Fact]
    public void Window_OfTheFirstDates_BeginsAtMinDataDate()
    {
        var window = LoggedServices.Window(TestSettings.Sound, new DateOnly(2025, 10, 3));

        (window.Start, window.End).ShouldBe((new DateOnly(2025, 10, 1), new DateOnly(2025, 10, 2)));
    }
}

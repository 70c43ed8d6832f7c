using System.Text.RegularExpressions;
using CommerceAnalytics.Events;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Tests.Events;

public partial class PartitionPredicateTests
{
    private static readonly EventsTableFit Integers = new() { IntegerPartitionKeys = ["year", "month", "day"] };

    [Theory]
    [InlineData("2025-10-01", "2025-10-27", "(year = '2025' AND month = '10' AND day BETWEEN '01' AND '27')")]
    [InlineData("2025-10-05", "2025-10-05", "(year = '2025' AND month = '10' AND day = '05')")]
    [InlineData(
        "2025-12-31",
        "2026-01-01",
        "(year = '2025' AND month = '12' AND day = '31')\nOR (year = '2026' AND month = '01' AND day = '01')"
    )]
    public void Days_TextKeys_AreZeroPadded(string first, string last, string predicate) =>
        PartitionPredicate
            .Days(DateOnly.Parse(first), DateOnly.Parse(last), EventsTableFit.Documented)
            .ShouldBe(predicate);

    [Fact]
    public void Days_IntegerKeys_AreNumbers() =>
        PartitionPredicate
            .Days(new(2025, 9, 30), new(2025, 10, 2), Integers)
            .ShouldBe(
                "(year = 2025 AND month = 9 AND day = 30)\nOR (year = 2025 AND month = 10 AND day BETWEEN 1 AND 2)"
            );

    [Fact]
    public void Days_MixedKeys_AreWrittenEachInItsWay() =>
        PartitionPredicate
            .Days(new(2025, 10, 5), new(2025, 10, 5), new() { IntegerPartitionKeys = ["year"] })
            .ShouldBe("(year = 2025 AND month = '10' AND day = '05')");

    [Fact]
    public void Days_ThousandWindowsInManyZones_AreExactlyTheUtcDaysTouched()
    {
        string[] zones =
        [
            "UTC",
            "Asia/Seoul",
            "Asia/Kathmandu",
            "America/New_York",
            "Pacific/Kiritimati",
            "Australia/Lord_Howe",
            "Africa/Cairo",
        ];
        var random = new Random(20251028);
        for (var i = 0; i < 1000; i++)
        {
            var date = new DateOnly(2024, 1, 2).AddDays(random.Next(2000));
            var days = ((int[])[1, 7, 30, 90])[random.Next(4)];
            var window = SummaryWindow.Before(
                date,
                days,
                ReportingZone.Named(zones[i % zones.Length]),
                new(2024, 1, 1)
            );

            var named = DaysNamedBy(
                PartitionPredicate.Days(
                    window.FirstUtcDay,
                    window.LastUtcDay,
                    i % 2 == 0 ? EventsTableFit.Documented : Integers
                )
            );

            named.ShouldBe(DaysTouchedBy(window), $"{date:O}, {days} days, {zones[i % zones.Length]}");
        }
    }

    // Looks at every hour and a half hour before its end, apart from the arithmetic of the code under test.
    private static List<DateOnly> DaysTouchedBy(SummaryWindow window)
    {
        var touched = new SortedSet<DateOnly>();
        for (var instant = window.From; instant < window.To; instant = instant.AddMinutes(15))
            touched.Add(DateOnly.FromDateTime(instant));
        return [.. touched];
    }

    private static List<DateOnly> DaysNamedBy(string predicate)
    {
        var named = new List<DateOnly>();
        foreach (Match month in Month().Matches(predicate))
        {
            int Number(string group) => int.Parse(month.Groups[group].Value);
            var last = month.Groups["last"].Success ? Number("last") : Number("first");
            for (var day = Number("first"); day <= last; day++)
                named.Add(new(Number("year"), Number("month"), day));
        }

        return named;
    }

    [GeneratedRegex(
        @"\(year = '?(?<year>\d+)'? AND month = '?(?<month>\d+)'? AND day (= |BETWEEN )'?(?<first>\d+)'?( AND '?(?<last>\d+)'?)?\)"
    )]
    private static partial Regex Month();
}

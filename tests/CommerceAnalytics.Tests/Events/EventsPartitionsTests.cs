using System.Text.Json;
using CommerceAnalytics.Events;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Tests.Events;

public sealed class EventsPartitionsTests
{
    private const string Documented = "(year = '2026' AND month = '11' AND day BETWEEN '01' AND '03')";

    private static readonly IReadOnlyList<Column> Keys =
    [
        new("year", "string"),
        new("month", "string"),
        new("day", "string"),
        new("hour", "string"),
    ];

    [Theory]
    [InlineData("2026/11/01 2026/11/20", Documented)]
    [InlineData("2026/11/10 2026/11/20", Documented)]
    [InlineData("", Documented)]
    [InlineData("2026/11/1 2026/11/20", "(year = '2026' AND month = '11' AND day IN ('1', '2', '3'))")]
    [InlineData("2026/9/9", "(year = '2026' AND month = '11' AND day IN ('1', '2', '3'))")]
    [InlineData(
        "2026/11/01 2026/11/2",
        "(year = '2026' AND month = '11' AND day IN ('1', '01', '2', '02', '3', '03'))"
    )]
    [InlineData("2026/011/01", "(year = '2026' AND month = '011' AND day BETWEEN '01' AND '03')")]
    [InlineData("2026/011/01 2026/11/01", "(year = '2026' AND month IN ('11', '011') AND day BETWEEN '01' AND '03')")]
    [InlineData("02026/11/01", "(year = '02026' AND month = '11' AND day BETWEEN '01' AND '03')")]
    public void Fit_ValuesOfPartitions_DecideWhatIsComparedWith(string partitions, string predicate) =>
        PartitionPredicate.Days(new(2026, 11, 1), new(2026, 11, 3), Fit(partitions)).ShouldBe(predicate);

    [Fact]
    public void Fit_ThousandTablesOfMixedPadding_FindExactlyTheDaysOfTheWindow()
    {
        var random = new Random(20261121);
        for (var i = 0; i < 1000; i++)
        {
            var ways = Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"D{random.Next(1, 4)}").ToList();
            var days = Enumerable.Range(0, 60).Select(n => new DateOnly(2026, 8, 25).AddDays(n)).ToList();
            var named = days.Select(day =>
                    (
                        Day: day,
                        Values: new[]
                        {
                            $"{day.Year}",
                            day.Month.ToString(ways[random.Next(ways.Count)]),
                            day.Day.ToString(ways[random.Next(ways.Count)]),
                        }
                    )
                )
                .ToList();
            var fit = new EventsPartitions(
                Keys,
                new Dictionary<string, string>(),
                [.. named.Select(one => one.Values)]
            ).Fit(EventsTableFit.Documented);
            var (first, last) = (days[random.Next(30)], days[30 + random.Next(30)]);

            var predicate = PartitionPredicate.Days(first, last, fit);

            var found = named.Where(one => Holds(predicate, one.Values)).Select(one => one.Day);
            found.ShouldBe(days.Where(day => day >= first && day <= last), $"{string.Join(' ', ways)}: {predicate}");
        }
    }

    [Theory]
    [InlineData("2026/Nov/01", "month=Nov")]
    [InlineData("26/11/01", "year=26")]
    [InlineData("2026/11/2026-11-01", "day=2026-11-01")]
    [InlineData("2026/13/01", "month=13")]
    [InlineData("2026/11/00", "day=00")]
    [InlineData("2026/11/٣", "day=٣")]
    [InlineData("2026/11/01 2026/11/", "day=")]
    [InlineData("2026/11/+1", "day=+1")]
    public void Fit_ValueThatIsNoNumberOfADay_IsRefusedAndNamed(string partitions, string named)
    {
        var refusal = Should.Throw<FailureException>(() => Fit(partitions)).Failure;

        refusal.Code.ShouldBe("EventsTableUnsupported");
        refusal.Message.ShouldContain($"'{named}'");
        refusal.Advice.ShouldContain("DROP PARTITION");
    }

    [Fact]
    public void Fit_PartitionWithoutADay_IsReadAroundAndNamed()
    {
        var fit = Fit("2026/11/01 2026/11/__HIVE_DEFAULT_PARTITION__ __HIVE_DEFAULT_PARTITION__/11/02");

        fit.UnreadPartitions.ShouldBe(
            "'year=2026/month=11/day=__HIVE_DEFAULT_PARTITION__', 'year=__HIVE_DEFAULT_PARTITION__/month=11/day=02'"
        );
        PartitionPredicate.Days(new(2026, 11, 1), new(2026, 11, 3), fit).ShouldBe(Documented);
    }

    [Theory]
    [InlineData("2026/11/31", true)]
    [InlineData("2026/2/29", true)]
    [InlineData("2026/02/030", true)]
    [InlineData("2028/2/29", false)]
    [InlineData("2026/12/31", false)]
    public void Fit_PartitionOfADayThatTheCalendarLacks_IsReadAroundAndNamed(string odd, bool isNamed)
    {
        var fit = Fit($"2026/11/01 {odd}");

        var parts = odd.Split('/');
        fit.UnreadPartitions.ShouldBe(isNamed ? $"'year={parts[0]}/month={parts[1]}/day={parts[2]}'" : null);
    }

    [Fact]
    public void Fit_IntegerKeys_NeedNoLook() => new EventsPartitions(
            Keys,
            new Dictionary<string, string>(),
            [
                ["2026", "11", "1"],
            ]
        ).Fit(new() { IntegerPartitionKeys = ["year", "month", "day"] }).PartitionWidths.ShouldBeNull();

    [Theory]
    [InlineData("integer", "digits", "2", Documented)]
    [InlineData("integer", "range", "1,31", "(year = '2026' AND month = '11' AND day IN ('1', '2', '3'))")]
    [InlineData("integer", "digits", "3", "(year = '2026' AND month = '11' AND day IN ('001', '002', '003'))")]
    [InlineData("enum", "values", "01,02,03", Documented)]
    [InlineData("enum", "values", "1, 2,10", "(year = '2026' AND month = '11' AND day IN ('1', '2', '3'))")]
    [InlineData("date", "format", "dd", Documented)]
    [InlineData("date", "format", "d", "(year = '2026' AND month = '11' AND day IN ('1', '2', '3'))")]
    public void Fit_ProjectedDay_IsReadFromTheProperties(
        string type,
        string property,
        string value,
        string predicate
    ) =>
        PartitionPredicate
            .Days(new(2026, 11, 1), new(2026, 11, 3), Projected(type, property, value))
            .ShouldBe(predicate);

    [Theory]
    [InlineData("injected", "range", "1,31")]
    [InlineData("enum", "values", "Mon,Tue")]
    [InlineData("date", "format", "yyyy-MM-dd")]
    [InlineData("date", "format", "yyyy")]
    public void Fit_ProjectedDayInAnotherFormat_IsRefused(string type, string property, string value) =>
        Should.Throw<FailureException>(() => Projected(type, property, value)).Failure.Message.ShouldContain("'day=");

    [Theory]
    [InlineData("integer", "range", "2025,2030", null)]
    [InlineData("integer", "range", " 2026 , 2026 ", null)]
    [InlineData("integer", "range", "2027,2030", "2026-10-31 to 2026-11-02")]
    [InlineData("integer", "range", "2020,2025", "2026-10-31 to 2026-11-02")]
    [InlineData("integer", "range", "", "2026-10-31 to 2026-11-02")]
    [InlineData("enum", "values", "2025,2026", null)]
    [InlineData("enum", "values", "2024,2025", "2026-10-31 to 2026-11-02")]
    [InlineData("date", "range", "2025,NOW", null)]
    [InlineData("date", "range", "NOW-3YEARS,NOW", null)]
    [InlineData("date", "range", "now - 1 month , now + 1 day", null)]
    [InlineData("date", "range", "NOW+2MONTHS,NOW+5YEARS", "2026-10-31 to 2026-11-02")]
    [InlineData("date", "range", "2020,NOW-1YEAR", "2026-10-31 to 2026-11-02")]
    [InlineData("date", "range", "2020,TODAY", "2026-10-31 to 2026-11-02")]
    public void Unprojected_YearsThatTheTableProjects_AreHeldAgainstTheWindow(
        string type,
        string property,
        string value,
        string? without
    ) => ShouldLack(Properties(("year", type, property, value)), without, $"'projection.year.{property}' = '{value}'");

    [Theory]
    [InlineData("month", "1,12", null)]
    [InlineData("month", "01,12", null)]
    [InlineData("month", "1,10", "2 days from 2026-11-01 to 2026-11-02")]
    [InlineData("month", "11,12", "2026-10-31 of it")]
    [InlineData("day", "1,30", "2026-10-31 of it")]
    [InlineData("day", "2,31", "2026-11-01 of it")]
    [InlineData("hour", "0,23", null)]
    [InlineData("hour", "1,22", "the hours 0, 23 of every day")]
    public void Unprojected_OtherKeys_AreHeldAgainstTheWindow(string key, string range, string? without) =>
        ShouldLack(Properties((key, "integer", "range", range)), without, $"'projection.{key}.range' = '{range}'");

    [Fact]
    public void Unprojected_EverySecondDay_IsRefused()
    {
        var properties = Properties(("day", "integer", "range", "1,31"));
        properties["projection.day.interval"] = "2";

        ShouldLack(
            properties,
            "2026-11-02 of it",
            "'projection.day.range' = '1,31' with 'projection.day.interval' = '2'"
        );
    }

    [Theory]
    [InlineData("1,10")]
    [InlineData("11,12")]
    public void Unprojected_WhicheverEndIsMissing_AdvisesToWidenTheRange(string range)
    {
        var advice = Unprojected(Properties(("month", "integer", "range", range)))!.Advice;

        advice.ShouldStartWith("Widen the range");
        advice.ShouldNotContain("MinDataDate");
    }

    [Fact]
    public void Unprojected_PartitionsOfTheCatalog_AreNoMatterOfRanges()
    {
        var properties = Properties(("year", "integer", "range", "2020,2021"));
        properties["projection.enabled"] = "false";

        Unprojected(properties).ShouldBeNull();
    }

    [Fact]
    public void Fit_ThroughJson_StaysTheSame()
    {
        var fit = Fit("2026/11/1 2026/11/__HIVE_DEFAULT_PARTITION__");
        var text = JsonSerializer.Serialize(fit, JsonSerializerOptions.Web);

        JsonSerializer
            .Serialize(
                JsonSerializer.Deserialize<EventsTableFit>(text, JsonSerializerOptions.Web),
                JsonSerializerOptions.Web
            )
            .ShouldBe(text);
        text.ShouldContain("\"digits\":[1]");
    }

    private static void ShouldLack(Dictionary<string, string> properties, string? without, string range)
    {
        var refusal = Unprojected(properties);

        if (without is null)
        {
            refusal.ShouldBeNull();
            return;
        }

        refusal.ShouldNotBeNull().Code.ShouldBe("EventsTableUnsupported");
        refusal.Message.ShouldContain("window from 2026-10-31 to 2026-11-02");
        refusal.Message.ShouldContain(without);
        if (!range.EndsWith("''", StringComparison.Ordinal))
            refusal.Message.ShouldContain(range);
        refusal.Advice.ShouldContain("SET TBLPROPERTIES");
    }

    private static Failure? Unprojected(Dictionary<string, string> properties) =>
        new EventsPartitions(Keys, properties, []).Unprojected(
            new(new(2026, 10, 31), new(2026, 11, 2)),
            new(2026, 11, 3)
        );

    private static Dictionary<string, string> Properties(
        (string Key, string Type, string Property, string Value) changed
    )
    {
        var properties = new Dictionary<string, string> { ["projection.enabled"] = "true" };
        foreach (
            var (key, range) in new[] { ("year", "2025,2030"), ("month", "1,12"), ("day", "1,31"), ("hour", "0,23") }
        )
            (properties[$"projection.{key}.type"], properties[$"projection.{key}.range"]) = ("integer", range);
        properties[$"projection.{changed.Key}.type"] = changed.Type;
        properties[$"projection.{changed.Key}.{changed.Property}"] = changed.Value;
        return properties;
    }

    private static EventsTableFit Fit(string partitions) =>
        new EventsPartitions(
            Keys,
            new Dictionary<string, string>(),
            [.. partitions.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(partition => partition.Split('/'))]
        ).Fit(EventsTableFit.Documented);

    private static EventsTableFit Projected(string type, string property, string value) =>
        new EventsPartitions(
            Keys,
            new Dictionary<string, string>
            {
                ["projection.enabled"] = "TRUE",
                ["projection.year.type"] = "integer",
                ["projection.year.range"] = "2025,2030",
                ["projection.month.type"] = "integer",
                ["projection.month.range"] = "1,12",
                ["projection.month.digits"] = "2",
                ["projection.day.type"] = type,
                [$"projection.day.{property}"] = value,
            },
            [
                ["2026", "Nov", "1"],
            ]
        ).Fit(EventsTableFit.Documented);

    // As Athena compares texts, apart from the code under test.
    private static bool Holds(string predicate, string[] values) =>
        predicate
            .Split("\nOR ")
            .Any(month =>
            {
                var parts = month
                    .Trim('(', ')')
                    .Replace("AND day", "\nday", StringComparison.Ordinal)
                    .Replace("AND month", "\nmonth", StringComparison.Ordinal)
                    .Split('\n');
                return parts.Index().All(part => Matches(part.Item.Trim(), values[part.Index]));
            });

    private static bool Matches(string comparison, string value)
    {
        var texts = comparison.Split('\'').Where((_, i) => i % 2 == 1).ToList();
        return comparison.Contains("BETWEEN", StringComparison.Ordinal)
            ? string.CompareOrdinal(value, texts[0]) >= 0 && string.CompareOrdinal(value, texts[1]) <= 0
            : texts.Contains(value);
    }
}

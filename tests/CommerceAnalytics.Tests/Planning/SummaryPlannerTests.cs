using System.Text;
using System.Text.RegularExpressions;
using CommerceAnalytics.Events;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Tests.Planning;

public class SummaryPlannerTests
{
    private static readonly DateOnly Date = new(2025, 10, 28);

    public static TheoryData<string> QueryTypes => [.. SummaryCatalog.All.Select(summary => summary.QueryType)];

    [Fact]
    public void Plan_ButtonInteraction_IsTheApprovedStatement()
    {
        var approved = File.ReadAllText(
            Path.Combine(AppContext.BaseDirectory, "Planning", "button_interaction.approved.sql")
        );

        $"{Plan("button_interaction").CtasSql}\n".ShouldBe(approved);
    }

    [Theory]
    [MemberData(nameof(QueryTypes))]
    public void Plan_SameArguments_GiveTheSameText(string queryType) =>
        Plan(queryType).CtasSql.ShouldBe(Plan(queryType).CtasSql);

    [Theory]
    [MemberData(nameof(QueryTypes))]
    public void Plan_AnySummary_FillsEveryPlaceAndStaysFarUnderAthenasLimit(string queryType)
    {
        var sql = Plan(queryType).CtasSql;

        sql.ShouldNotContain("{{");
        sql.ShouldNotContain(";");
        Encoding.UTF8.GetByteCount(sql).ShouldBeLessThan(262_144 / 10);
    }

    [Theory]
    [MemberData(nameof(QueryTypes))]
    public void Plan_AnySummary_ReadsTheEventsOnce(string queryType)
    {
        // Athena runs a common table expression anew for each time that it is named.
        var sql = Plan(queryType).CtasSql;

        foreach (var expression in (string[])["logall", "logged", "written", "events", "summary"])
            Regex.Count(sql, $@"FROM ""?(log_db""\.""|\b){expression}\b").ShouldBe(1, expression);
    }

    [Theory]
    [MemberData(nameof(QueryTypes))]
    public void Plan_AnySummary_LimitsAreThoseOfItsRecord(string queryType)
    {
        var summary = SummaryCatalog.Get(queryType);
        var limits = Regex.Matches(Plan(queryType).CtasSql, @"LIMIT (\d+)").Select(limit => limit.Groups[1].Value);

        limits.ShouldBe(summary.Top is { } top ? [$"{top.Limit}"] : []);
    }

    [Theory]
    [MemberData(nameof(QueryTypes))]
    public void Plan_AnySummary_CastsEveryColumnToItsDeclaredType(string queryType)
    {
        var sql = Plan(queryType).CtasSql;
        var casts = Regex.Matches(
            sql[sql.LastIndexOf("\nSELECT\n", StringComparison.Ordinal)..],
            @"^    CAST\(.* AS (\w+)\) AS (\w+),?$",
            RegexOptions.Multiline
        );

        casts
            .Select(cast => new Column(
                cast.Groups[2].Value,
                cast.Groups[1].Value switch
                {
                    "varchar" => "string",
                    "integer" => "int",
                    var type => type,
                }
            ))
            .ShouldBe(SummaryCatalog.Get(queryType).Columns);
    }

    [Fact]
    public void Plan_Purchases_ReachBackToMinDataDate()
    {
        var plan = Plan("purchase_analytics");

        (plan.WindowStart, plan.WindowEnd).ShouldBe((new DateOnly(2025, 10, 1), new DateOnly(2025, 10, 27)));
        plan.CtasSql.ShouldContain("(year = '2025' AND month = '10' AND day BETWEEN '01' AND '27')");
    }

    [Fact]
    public void Plan_SearchClickWindow_IsTheSetting() =>
        new SummaryPlanner(TestSettings.Sound with { SearchClickWindowMinutes = 45 })
            .Plan("theshop-brand", "search_analytics", Date, EventsTableFit.Documented, "run", 1)
            .CtasSql.ShouldContain("INTERVAL '45' MINUTE");

    [Fact]
    public void Plan_Attempts_WriteToDifferentPlaces()
    {
        var (first, second) = (Plan("button_interaction"), Plan("button_interaction", attempt: 2));

        first.Table.ShouldBe(second.Table);
        first.StagingTable.ShouldNotBe(second.StagingTable);
        first.Location.ShouldNotBe(second.Location);
    }

    private static TablePlan Plan(string queryType, int attempt = 1) =>
        new SummaryPlanner(TestSettings.Sound).Plan(
            "theshop-brand",
            queryType,
            Date,
            EventsTableFit.Documented,
            "commerce-2025-10-28-0a1b2c3d",
            attempt
        );
}

using CommerceAnalytics.Events;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Tests.Extracts;

public class ExtractPlannerTests
{
    private static readonly DateOnly Date = new(2026, 1, 12);

    private static readonly ExtractChunk Chunk = new(
        [new(2025, 12, 30), new(2025, 12, 31), new(2026, 1, 11)],
        ["theshop-brand", "theshop-pharmacy"]
    );

    private static readonly CommerceSettings Settings = TestSettings.Sound with { ScanMode = ScanMode.Extract };

    public static TheoryData<string> QueryTypes => [.. SummaryCatalog.All.Select(summary => summary.QueryType)];

    [Fact]
    public void Plan_AChunk_ReadsItsDaysOnceForAllItsServices()
    {
        var plan = Plan(1);

        plan.Sql.ShouldContain(
            "(year = '2025' AND month = '12' AND day BETWEEN '30' AND '31')\n        OR (year = '2026' AND month = '01' AND day = '11')"
        );
        plan.Sql.ShouldContain("IN ('theshop-brand', 'theshop-pharmacy')");
        plan.Sql.Split("FROM \"log_db\".\"logall\"").Length.ShouldBe(2);
        plan.Sql.ShouldNotContain("{{");
        plan.LocationOf(Chunk.Days[0], "theshop-brand")
            .ShouldBe(plan.Location + "day=2025-12-30/service=theshop-brand/");
    }

    [Fact]
    public void Plan_Attempts_WriteToDifferentPlaces()
    {
        Plan(1).Location.ShouldNotBe(Plan(2).Location);
        Plan(1).StagingTable.ShouldNotBe(Plan(2).StagingTable);
        Plan(1).Location.ShouldStartWith("s3://commerce-results/commerce-summary/pipeline/events/2026-01-12/");
    }

    [Fact]
    public void Fingerprint_WhatChangesRows_ChangesIt()
    {
        var planner = new ExtractPlanner(Settings);
        var print = planner.Fingerprint(Date, EventsTableFit.Documented);

        planner.Fingerprint(Date.AddDays(9), EventsTableFit.Documented).ShouldBe(print);
        new ExtractPlanner(Settings with { ReportingTimeZone = "Asia/Seoul", MinDataDate = new(2026, 1, 1) })
            .Fingerprint(Date, EventsTableFit.Documented)
            .ShouldBe(print);
        planner.Fingerprint(Date, EventsTableFit.Documented with { MissingAttributes = ["ctgnm"] }).ShouldNotBe(print);
        new ExtractPlanner(Settings with { EventsTable = "other" })
            .Fingerprint(Date, EventsTableFit.Documented)
            .ShouldNotBe(print);
    }

    [Theory]
    [InlineData("UTC", 2026, true)]
    [InlineData("Asia/Kathmandu", 2026, true)]
    [InlineData("America/St_Johns", 2026, true)]
    [InlineData("America/St_Johns", 2011, false)]
    public void KeepsToQuarters_AZone_IsFalseWhereClocksChangedAtAnotherMinute(string zone, int year, bool keeps) =>
        CommerceAnalytics
            .Windows.ReportingZone.Named(zone)
            .KeepsToQuarters(new(year, 1, 1), new(year, 12, 31))
            .ShouldBe(keeps);

    [Fact]
    public void Plan_AZoneThatDoesNotKeepToQuarters_ExtractsExactTimes()
    {
        var then = Settings with { ReportingTimeZone = "America/St_Johns", MinDataDate = new(2010, 1, 1) };

        Sql(then, new(2011, 4, 1)).ShouldNotContain("% 15");
        Sql(then, new(2026, 1, 12)).ShouldContain("% 15");
    }

    [Theory]
    [MemberData(nameof(QueryTypes))]
    public void Summary_FromTheExtract_ReadsOneLanesColumnsOfItsDays(string queryType)
    {
        var sql = new SummaryPlanner(Settings)
            .Plan("theshop-brand", queryType, Date, EventsTableFit.Documented, "run", 1)
            .CtasSql;
        var lanes = new ExtractLanes(SummarySet.Of(Settings));
        var lane = lanes.Of(SummaryCatalog.Get(queryType));

        sql.ShouldContain("FROM \"log_db\".\"pipeline_events\"");
        sql.ShouldNotContain("logall");
        sql.ShouldContain(
            $"day BETWEEN '{Date.AddDays(-SummaryCatalog.Get(queryType).WindowDays):yyyy-MM-dd}' AND '2026-01-11'"
        );
        lanes
            .All.Except([lane])
            .SelectMany(other => other.Columns.Prepend("at").Select(other.Column))
            .ShouldAllBe(column => !sql.Contains(column));
    }

    private static ExtractPlan Plan(int attempt) =>
        new ExtractPlanner(Settings).Plan(
            Chunk,
            Date,
            EventsTableFit.Documented,
            "commerce-2026-01-12-0a1b2c3d",
            1,
            attempt
        );

    private static string Sql(CommerceSettings settings, DateOnly date) =>
        new ExtractPlanner(settings).Plan(Chunk, date, EventsTableFit.Documented, "run", 1, 1).Sql;
}

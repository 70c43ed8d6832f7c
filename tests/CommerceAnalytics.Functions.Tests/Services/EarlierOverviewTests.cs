using CommerceAnalytics.Audit;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Functions.Tests.Services;

/// <summary>The days that the last night counted beside those of this one.</summary>
public class EarlierOverviewTests
{
    private static readonly DateOnly Late = Pipeline.Today.AddDays(-3);

    [Fact]
    public void Run_ADayHasMoreEventsThanTheLastNightCounted_TellsItOnceAServiceAndPublishes()
    {
        var pipeline = new Pipeline();
        pipeline.RunToEnd(pipeline.Input(Pipeline.Today.AddDays(-2)));
        pipeline.Athena.DaysOfEarlierNight = service => OverviewDays.Usual(service).Select(Fewer);

        var report = pipeline.RunToEnd();

        report.Status.ShouldBe(ReportStatus.Succeeded);
        foreach (var service in report.Services)
        {
            var finding = service.Tables.SelectMany(table => table.Findings).ShouldHaveSingleItem();
            (finding.Code, finding.Severity, finding.Day).ShouldBe(("DayChanged", FindingSeverity.Warn, Late));
            (finding.Figure, finding.Usual).ShouldBe((700m, 600m));
        }

        pipeline
            .Athena.FigureQueries.TakeLast(6)
            .ShouldAllBe(query => query.OverviewPart!.Contains("night IN ('2025-10-28', '2025-10-26')"));
    }

    [Fact]
    public void Run_NoNightBefore_AsksForNone()
    {
        var pipeline = new Pipeline();

        pipeline.RunToEnd().AllTables().SelectMany(table => table.Findings).ShouldBeEmpty();

        pipeline.Athena.FigureQueries.ShouldAllBe(query => query.OverviewPart!.Contains("night IN ('2025-10-28')"));
    }

    [Fact]
    public void Run_NightsOfAnotherDefinition_AreNotCompared()
    {
        var pipeline = new Pipeline();
        pipeline.RunToEnd(pipeline.Input(Pipeline.Today.AddDays(-1)));
        foreach (var (key, night) in pipeline.History.Nights.ToList())
            pipeline.History.Nights[key] = night with
            {
                Parameters = night.Parameters.ToDictionary(
                    one => one.Key,
                    one => one.Key == "commerce.definition" ? "another" : one.Value
                ),
            };

        pipeline.RunToEnd();

        var query = pipeline.Athena.FigureQueries[^1];
        query.OverviewPart.ShouldNotBeNull().ShouldNotContain("2025-10-27");
        query.FiguresPart.ShouldNotContain("night IN");
    }

    [Fact]
    public void Run_NightOfItsOwnCouldNotBeEntered_ReadsTheLiveOverview()
    {
        var pipeline = new Pipeline();
        pipeline.RunToEnd();
        pipeline.History.Refusal = () => new("AccessDenied", "glue:BatchUpdatePartition", "Allow it.");

        pipeline.RunToEnd().Status.ShouldBe(ReportStatus.Succeeded);

        var asked = pipeline.Athena.FigureQueries[^1].OverviewPart.ShouldNotBeNull();
        asked.ShouldContain("calculation_date = DATE '2025-10-28'");
        asked.ShouldNotContain("night IN", Case.Sensitive, "it shows an earlier run's");
    }

    [Fact]
    public void Run_TheNightBeforeCannotBeRead_IsAnAuditThatWasNotDone()
    {
        var pipeline = new Pipeline();
        pipeline.RunToEnd(pipeline.Input(Pipeline.Today.AddDays(-1)));
        pipeline.Athena.FiguresEnding = _ => new("HIVE_BAD_DATA", "not a Parquet file", "Look at it.");

        var report = pipeline.RunToEnd();

        (report.Status, report.Totals.Published).ShouldBe((ReportStatus.Succeeded, 14));
        report
            .Services.SelectMany(service => service.Tables)
            .ShouldAllBe(table => table.Warnings.Any(warning => warning.Code == "AuditNotDone"));
        report.Overview!.QueryType.ShouldBe(OverviewTable.QueryType);
    }

    private static OverviewDay Fewer(OverviewDay day) => day.Day == Late ? day with { Events = 600 } : day;
}

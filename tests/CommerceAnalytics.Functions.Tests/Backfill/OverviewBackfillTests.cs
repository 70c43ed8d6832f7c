using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Backfills;
using CommerceAnalytics.Functions.Backfill;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Tests.Backfill;

/// <summary>Past nights of the overview: only for who names it.</summary>
public class OverviewBackfillTests
{
    private static readonly DateOnly First = Pipeline.Today.AddDays(-5);
    private static readonly DateOnly Last = Pipeline.Today.AddDays(-3);

    private readonly Pipeline _pipeline = new();

    [Fact]
    public void Run_OverviewIsNotNamed_BuildsNone()
    {
        _pipeline.RunToEnd();

        RunToEnd("hourly_traffic").Status.ShouldBe("succeeded");

        Shown().ShouldBe(["10-28"]);
        _pipeline.Athena.Overviews.Count.ShouldBe(1);
    }

    [Fact]
    public void Run_OverviewAlone_EntersItsNightsAndLeavesTheLiveOne()
    {
        _pipeline.RunToEnd();
        var (live, tables) = (_pipeline.Catalog.Tables[SummaryNames.Overview], _pipeline.Athena.Queries.Count);

        var backfill = RunToEnd(OverviewTable.QueryType);

        (backfill.Status, backfill.Nights.Done, backfill.Tables).ShouldBe(("succeeded", 3, 3));
        (backfill.Estimate.Nights, backfill.Estimate.Tables, backfill.Estimate.Queries).ShouldBe((3, 3, 3));
        Shown().ShouldBe(["10-23", "10-24", "10-25", "10-28"]);
        _pipeline.Catalog.Tables[SummaryNames.Overview].ShouldBe(live);
        _pipeline.Athena.Queries.Count.ShouldBe(tables);
        _pipeline.Athena.FigureQueries.Count.ShouldBe(6, "those of the nightly run");
        _pipeline.Catalog.Tables.Keys.ShouldNotContain(name => name.StartsWith("pipeline_staging"));
        Nights().ShouldAllBe(night => _pipeline.Store.Files.ContainsKey(night.Location));
        var run = _pipeline.Hub.Instances.Keys.Single(id => RunIds.Parse(id)?.ExecutionDate == Last);
        var report = _pipeline.Report(run);
        (report.Status, report.Overview!.Status).ShouldBe((ReportStatus.Succeeded, TableStatus.Published));
        report.Overview.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Run_ASecondTime_SendsNoQuery()
    {
        _pipeline.RunToEnd();
        RunToEnd(OverviewTable.QueryType, "hourly_traffic").Tables.ShouldBe(9);
        var submissions = _pipeline.Athena.Submissions;

        var again = RunToEnd(OverviewTable.QueryType, "hourly_traffic");

        (again.Status, again.Nights.All).ShouldBe(("succeeded", 0));
        _pipeline.Athena.Submissions.ShouldBe(submissions);
    }

    [Fact]
    public void Run_LiveOverviewsOwnNightIsLacking_EntersItWithoutAQuery()
    {
        _pipeline.History.Refusal = () => new("AccessDenied", "glue:BatchCreatePartition", "Allow it.");
        _pipeline.RunToEnd();
        _pipeline.History.Refusal = () => null;
        var submissions = _pipeline.Athena.Submissions;

        var backfill = RunToEnd(Pipeline.Today, Pipeline.Today, OverviewTable.QueryType);

        (backfill.Status, backfill.Tables).ShouldBe(("succeeded", 1));
        _pipeline.Athena.Submissions.ShouldBe(submissions);
        Nights().ShouldHaveSingleItem().Location.ShouldBe(_pipeline.Catalog.Tables[SummaryNames.Overview].Location);
    }

    [Fact]
    public void Run_OverviewOfANightFails_LeavesThatNightOut()
    {
        _pipeline.RunToEnd();
        _pipeline.Athena.Ending = (_, type, attempt) =>
            type == OverviewTable.QueryType && attempt == 2 ? new("SyntaxError", "no", "Mend it.") : null;

        var backfill = RunToEnd(OverviewTable.QueryType);

        backfill.Status.ShouldBe("failed");
        backfill.Failed.ShouldHaveSingleItem().Tables.ShouldBe([SummaryNames.Overview]);
        Shown().ShouldBe(["10-23", "10-24", "10-28"]);
    }

    private BackfillProgress RunToEnd(params string[] types) => RunToEnd(First, Last, types);

    private BackfillProgress RunToEnd(DateOnly from, DateOnly to, params string[] types)
    {
        var input = new BackfillRequestInput($"{from:yyyy-MM-dd}", $"{to:yyyy-MM-dd}", QueryTypes: types);
        var id = _pipeline.StartBackfill(input).Id;
        _pipeline.Hub.Run(() => _pipeline.Run(id).IsCompleted);
        return BackfillReader
            .ReadAsync(_pipeline.Hub.Client, id, CancellationToken.None)
            .GetAwaiter()
            .GetResult()
            .ShouldNotBeNull();
    }

    private IEnumerable<HistoryNight> Nights() =>
        from night in _pipeline.History.Nights
        where night.Key.QueryType == OverviewTable.QueryType
        select night.Value;

    private IEnumerable<string> Shown() =>
        _pipeline.History.Shown(OverviewTable.QueryType, "").Select(night => night[..5]);
}

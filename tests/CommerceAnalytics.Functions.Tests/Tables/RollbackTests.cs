using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Runs;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Tests.Tables;

public class RollbackTests
{
    private const string Table = "shop_a_commerce_hourly_traffic_summary";

    private readonly Pipeline _pipeline = new(settings =>
        settings with
        {
            ServiceNames = ["shop-a"],
            VersionsToKeep = 3,
            HistoryNights = 0,
        }
    );

    [Fact]
    public void Rollback_OneService_PointsAllItsTablesBackInOneUpdateEachAndSaysSo()
    {
        var (yesterday, today) = (Night(-1), Night(0));
        _pipeline.Catalog.Publications.Clear();

        var report = RollBack();

        report.Kind.ShouldBe(RunKind.Rollback);
        report.Status.ShouldBe(ReportStatus.Succeeded);
        report.RunId.ShouldBe("commerce-2025-10-28-2", "the date's own id is the schedule's");
        _pipeline.Catalog.Publications.Count.ShouldBe(7);
        Live().ShouldBe(Location(yesterday));
        _pipeline.Catalog.Tables[Table].Parameters["commerce.calculation_date"].ShouldBe("2025-10-27");
        _pipeline.Catalog.Tables[Table].Parameters["commerce.rolled_back_by"].ShouldBe(report.RunId);
        var table = report.Services[0].Tables.Single(table => table.Table == Table);
        table.Location.ShouldBe(Live());
        table
            .Warnings.Single()
            .ShouldSatisfyAllConditions(
                note => note.Code.ShouldBe("RolledBack"),
                note =>
                    note.Message.ShouldBe(
                        $"{Table} shows 2025-10-27 of run commerce-2025-10-27 again; it had shown 2025-10-28 of run commerce-2025-10-28."
                    )
            );
        Version(today).State.ShouldBe(VersionState.Withdrawn);
        _pipeline.Athena.Queries.Count.ShouldBe(14, "no query was run for it");
    }

    [Fact]
    public void Rollback_Twice_GoesOneMoreBackAndThenIsRefused()
    {
        var first = Night(-2);
        Night(-1);
        Night(0);
        RollBack();
        RollBack();
        Live().ShouldBe(Location(first));

        var refused = RollBack();

        refused.Status.ShouldBe(ReportStatus.Failed);
        refused.Services[0].Tables.ShouldAllBe(table => table.Error!.Code == "NoVersionBefore");
        refused.Services[0].Tables[0].Error!.Message.ShouldContain("VersionsToKeep is 3");
        Live().ShouldBe(Location(first));
    }

    [Fact]
    public void Rollback_ThenTheNextNight_PublishesAndKeepsWhatReadersSaw()
    {
        var (yesterday, bad) = (Night(-1), Night(0));
        RollBack();
        _pipeline.Time.Advance(TimeSpan.FromDays(1));

        var next = Night(1);

        Live().ShouldBe(Location(next));
        _pipeline.Store.Files.ShouldContainKey(Location(yesterday));
        _pipeline.Store.Files.ShouldNotContainKey(Location(bad), "it was withdrawn");
        RollBack().Status.ShouldBe(ReportStatus.Succeeded);
        Live().ShouldBe(Location(yesterday));
    }

    [Fact]
    public void Rollback_OneQueryType_LeavesTheOthers()
    {
        Night(-1);
        var today = Night(0);
        RollBack("hourly_traffic").Totals.Published.ShouldBe(1);
        _pipeline
            .Catalog.Tables.Values.Count(table =>
                table.Location?.Contains(today.RunId, StringComparison.Ordinal) == true
                && table.Name.EndsWith("_summary", StringComparison.Ordinal)
            )
            .ShouldBe(6);
    }

    [Fact]
    public void Rollback_NothingPublished_SaysThatThereIsNothingToGoBackTo() =>
        RollBack().Services[0].Tables.ShouldAllBe(table => table.Error!.Code == "NotPublishedByPipeline");

    [Fact]
    public void Rollback_DataOfTheVersionBeforeIsGone_LeavesTheTable()
    {
        var yesterday = Night(-1);
        var today = Night(0);
        _pipeline.Store.Files.Remove(Location(yesterday));
        RollBack("hourly_traffic").Services[0].Tables[0].Error!.Code.ShouldBe("VersionIncomplete");
        Live().ShouldBe(Location(today));
        Version(today).State.ShouldBe(VersionState.Checked);
    }

    [Theory]
    [InlineData("publish")]
    [InlineData("after")]
    public void Rollback_ActivityDiesAtAnyLine_GoesOneVersionBackAndNotTwo(string line)
    {
        Night(-2);
        var yesterday = Night(-1);
        Night(0);
        var died = false;
        _pipeline.Catalog.OnChange = (what, _) =>
        {
            if (died || what != "publish" || line != "publish")
                return;
            died = true;
            throw new InvalidOperationException("the worker was lost");
        };
        _pipeline.Hub.ActivityDies = name =>
            line == "after" && name == FunctionNames.RollBackTable && !died && (died = true);
        RollBack("hourly_traffic").Status.ShouldBe(ReportStatus.Succeeded);
        died.ShouldBeTrue();
        Live().ShouldBe(Location(yesterday));
    }

    [Fact]
    public void Rollback_WhileARunOfTheDayGoesOn_IsAnsweredWithThatRun()
    {
        var running = _pipeline.Start();
        _pipeline.Start(Rollback()).ShouldBe(running);
    }

    [Fact]
    public void Rollback_WhileARunOfAnotherDayGoesOn_WaitsItsTurn()
    {
        Night(-2);
        Night(-1);
        var running = _pipeline.Start(_pipeline.Input(Pipeline.Today.AddDays(-1)));
        _pipeline.Hub.Run(() => _pipeline.Athena.Active > 0);
        var id = _pipeline.Start(Rollback());
        _pipeline.Hub.Run(() => _pipeline.Run(id).IsCompleted);
        _pipeline.Status(running).ShouldBe(OrchestrationRuntimeStatus.Completed);
        _pipeline.Run(id).UpdatedAt.ShouldBeGreaterThan(_pipeline.Run(running).UpdatedAt);
    }

    private RunReport Night(int days)
    {
        var report = _pipeline.RunToEnd(_pipeline.Input(Pipeline.Today.AddDays(days)));
        report.Status.ShouldBe(ReportStatus.Succeeded);
        _pipeline.Hub.Run();
        return report;
    }

    private RunReport RollBack(params string[] queryTypes) => _pipeline.RunToEnd(Rollback(queryTypes));

    private RunInput Rollback(params string[] queryTypes) =>
        RunInput.Rollback(
            RunRequest.Resolve(
                new RunRequestInput(["shop-a"], QueryTypes: queryTypes),
                _pipeline.Settings,
                _pipeline.Time.GetUtcNow()
            )
        );

    private string? Live() => _pipeline.Catalog.Tables[Table].Location;

    private static string Location(RunReport report) =>
        report.Services[0].Tables.Single(table => table.Table == Table).Location!;

    private TableVersion Version(RunReport report) =>
        _pipeline.Store.Versions.Single(version => version.Location == Location(report));
}

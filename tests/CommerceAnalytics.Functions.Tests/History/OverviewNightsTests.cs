using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Cleanup;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Functions.Tests.Http;
using CommerceAnalytics.History;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Functions.Tests.History;

/// <summary>Nights of the overview: of all services, and of no single one.</summary>
public class OverviewNightsTests
{
    private static readonly TimeSpan AfterTheHour = TimeSpan.FromMinutes(66);

    [Fact]
    public void Run_OverviewIsPublished_ThatVeryVersionIsANightBeforeAnyTableIsAudited()
    {
        var pipeline = new Pipeline();
        var before = 0;
        pipeline.History.OnChange = step => before += step == "show overview" ? pipeline.Athena.Queries.Count : 0;

        pipeline.RunToEnd().Status.ShouldBe(ReportStatus.Succeeded);

        before.ShouldBe(0, "no table was begun");
        var night = pipeline.History.Nights[(OverviewTable.QueryType, new("", Pipeline.Today))];
        var live = pipeline.Catalog.Tables[SummaryNames.Overview];
        night.Location.ShouldBe(live.Location);
        night.Columns.ShouldBe(live.Columns);
        night.Parameters.ShouldBe(live.Parameters);
        var table = pipeline.Catalog.Tables["pipeline_history_overview"];
        table.Columns.ShouldBe(OverviewTable.Columns);
        table.PartitionKeys.Select(key => key.Name).ShouldBe([HistoryTable.NightKey]);
    }

    [Fact]
    public void Run_SeveralNights_KeepsEachAndClearsUpWhatIsTooOld()
    {
        var pipeline = Nights(settings => settings with { HistoryNights = 2 });

        Run(pipeline, 0, 1, 2);

        Shown(pipeline).ShouldBe(["10-29", "10-30"]);
        Places(pipeline).Count.ShouldBe(3, "readers may still be at the oldest");
        pipeline.Time.Advance(AfterTheHour);
        Clean(pipeline);
        Places(pipeline).Count.ShouldBe(2);
        pipeline.Archive.On(ArchiveShelf.Kept).ShouldContain(one => one.QueryType == OverviewTable.QueryType);
    }

    [Fact]
    public void Rerun_OfADate_ReplacesItsNight()
    {
        var pipeline = Nights();
        Run(pipeline, 0);
        var before = pipeline.History.Shown(OverviewTable.QueryType, "").Single();

        pipeline.RunToEnd();

        pipeline.History.Shown(OverviewTable.QueryType, "").ShouldHaveSingleItem().ShouldNotBe(before);
        pipeline.Time.Advance(AfterTheHour);
        Clean(pipeline);
        Places(pipeline).Count.ShouldBe(1);
    }

    [Fact]
    public void Run_NoHistoryWanted_HasNoNightAndDropsOldVersionsAtOnce()
    {
        var pipeline = Nights(settings => settings with { HistoryNights = 0 });

        Run(pipeline, 0, 1);

        pipeline.History.Calls.ShouldBeEmpty();
        Places(pipeline).Count.ShouldBe(1);
    }

    [Fact]
    public void Rollback_OfAService_LeavesTheOverviewsNights()
    {
        var pipeline = Nights(settings => settings with { VersionsToKeep = 2 });
        Run(pipeline, 0, 1);
        var before = pipeline.History.Shown(OverviewTable.QueryType, "").ToList();
        var request = pipeline.Input().Request with { ServiceNames = ["shop-a"] };

        pipeline.RunToEnd(RunInput.Rollback(request)).Status.ShouldBe(ReportStatus.Succeeded);

        before.Count.ShouldBe(2);
        pipeline.History.Shown(OverviewTable.QueryType, "").ShouldBe(before);
    }

    [Fact]
    public async Task Remove_AService_LeavesTheOverviewsNights()
    {
        var pipeline = Nights();
        var request = new RunRequest(["shop-a", "shop-new"], Pipeline.Today, ["hourly_traffic"], Force: false);
        pipeline.RunToEnd(new(request));
        pipeline.RunToEnd(new(request));
        var before = pipeline.History.Shown(OverviewTable.QueryType, "").ToList();
        pipeline.History.Shown("hourly_traffic", "shop-new").ShouldNotBeEmpty();

        var answer = await new Api(pipeline).ServiceAsync("shop-new", remove: true);

        answer.Status.ShouldBe(200, answer.Text);
        pipeline.History.Shown("hourly_traffic", "shop-new").ShouldBeEmpty();
        pipeline.History.Shown(OverviewTable.QueryType, "").ShouldBe(before);
        Places(pipeline).Count.ShouldBe(2);
    }

    [Fact]
    public void Run_OverviewsNightCannotBeEntered_PublishesSaysSoAndTheNextRunMakesUpForIt()
    {
        var pipeline = Nights();
        pipeline.History.Refusal = () => new("AccessDenied", "glue:BatchCreatePartition", "Allow it.");

        var report = pipeline.RunToEnd();

        (report.Status, report.Overview!.Status).ShouldBe((ReportStatus.Succeeded, TableStatus.Published));
        report.Overview.Warnings.ShouldHaveSingleItem().Code.ShouldBe("HistoryNotKept");
        pipeline.History.Refusal = () => null;
        Run(pipeline, 1);
        Shown(pipeline).ShouldBe(["10-28", "10-29"]);
    }

    private static Pipeline Nights(Func<CommerceSettings, CommerceSettings>? with = null) =>
        new(settings =>
        {
            var kept = settings with { VersionsToKeep = 1 };
            return with is null ? kept : with(kept);
        });

    private static void Run(Pipeline pipeline, params int[] nights)
    {
        foreach (var night in nights)
        {
            var due = new DateTimeOffset(Pipeline.Today.AddDays(night), new TimeOnly(4, 0), TimeSpan.Zero);
            if (due > pipeline.Time.GetUtcNow())
                pipeline.Time.Advance(due - pipeline.Time.GetUtcNow());
            pipeline.RunToEnd(pipeline.Input(Pipeline.Today.AddDays(night)));
        }
    }

    private static IEnumerable<string> Shown(Pipeline pipeline) =>
        pipeline.History.Shown(OverviewTable.QueryType, "").Select(night => night[..5]);

    private static void Clean(Pipeline pipeline) =>
        pipeline.New<Leftovers>().RemoveAsync(pipeline.Hub.Client, CancellationToken.None).GetAwaiter().GetResult();

    private static List<string> Places(Pipeline pipeline) =>
        [
            .. pipeline.Store.Files.Keys.Where(place =>
                place.Contains($"/{SummaryNames.Overview}/", StringComparison.Ordinal)
            ),
        ];
}

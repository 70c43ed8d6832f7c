using CommerceAnalytics.Aws.Storage;
using CommerceAnalytics.Events;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions.Queue;
using CommerceAnalytics.Functions.Refreshes;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Functions.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.Functions.Tests.Refreshes;

public class PublishTableTests
{
    private const string Table = "shop_a_commerce_hourly_traffic_summary";

    private readonly Pipeline pipeline = new();

    [Fact]
    public async Task Publish_FirstTime_RecordsThenPublishesThenForgetsStaging()
    {
        var input = Built("commerce-2025-10-28", Pipeline.Today);
        pipeline.Catalog.OnChange = (what, _) => pipeline.Store.Events.Add(what);
        (await PublishAsync(input)).ShouldBe(new PublishOutcome());
        pipeline.Store.Events.ShouldBe([$"Begun {Location(input)}", $"Checked {Location(input)}", "publish", $"Published {Location(input)}", "delete"]);
        pipeline.Catalog.Tables[Table].Location.ShouldBe(Location(input));
        pipeline.Catalog.Tables[Table].Parameters["commerce.calculation_date"].ShouldBe("2025-10-28");
    }

    [Fact]
    public async Task Publish_RunsTwice_HasOneEffect()
    {
        var input = Built("commerce-2025-10-28", Pipeline.Today);
        await PublishAsync(input);
        var (table, versions) = (pipeline.Catalog.Tables[Table], pipeline.Store.Versions.ToList());
        (await PublishAsync(input)).ShouldBe(new PublishOutcome());
        pipeline.Catalog.Tables[Table].Location.ShouldBe(table.Location);
        pipeline.Catalog.Tables[Table].Parameters.ShouldBe(table.Parameters);
        pipeline.Store.Versions.ShouldBeEquivalentTo(versions);
        pipeline.Store.Versions[0].State.ShouldBe(VersionState.Published);
    }

    [Theory]
    [InlineData("publish")]
    [InlineData("delete")]
    public async Task Publish_DiesAtAnyLine_IsMadeGoodByTheNextAttempt(string line)
    {
        var input = Built("commerce-2025-10-28", Pipeline.Today);
        var died = false;
        pipeline.Catalog.OnChange = (what, _) =>
        {
            if (what == line && !died)
            {
                died = true;
                throw new FailureException(new("InternalServiceException", "500", "", RetryAdvice.AfterWaiting));
            }
        };
        (await PublishAsync(input)).Failure!.Retry.ShouldBe(RetryAdvice.AfterWaiting);
        (await PublishAsync(input)).ShouldBe(new PublishOutcome());
        pipeline.Catalog.Tables[Table].Location.ShouldBe(Location(input));
        pipeline.Store.Versions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Publish_LiveTableShowsALaterDate_LeavesIt()
    {
        await PublishAsync(Built("commerce-2025-10-28", Pipeline.Today));
        var older = Built("commerce-2025-10-27", Pipeline.Today.AddDays(-1), minutes: 5);
        var outcome = await PublishAsync(older);
        outcome.Later!.Code.ShouldBe("LaterDataPublished");
        outcome.Later.Message.ShouldContain("2025-10-28");
        pipeline.Catalog.Publications.Count.ShouldBe(1);
        pipeline.Store.Versions.Single(version => version.Location == Location(older)).State.ShouldBe(VersionState.Begun, "the next run clears it up");
    }

    [Fact]
    public async Task Publish_Forced_GoesBackToTheEarlierDate()
    {
        await PublishAsync(Built("commerce-2025-10-28", Pipeline.Today));
        var older = Built("commerce-2025-10-27", Pipeline.Today.AddDays(-1), minutes: 5, force: true);
        (await PublishAsync(older)).ShouldBe(new PublishOutcome());
        pipeline.Catalog.Tables[Table].Location.ShouldBe(Location(older));
        pipeline.Store.Versions.Count.ShouldBe(2, "the newer version stays");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Publish_DeliveredLongAfterARerunPublished_DoesNotUndoIt(bool force)
    {
        var late = Built("commerce-2025-10-28", Pipeline.Today, force: force);
        var rerun = Built("commerce-2025-10-28-2", Pipeline.Today, minutes: 30);
        await PublishAsync(late);
        await PublishAsync(rerun);
        (await PublishAsync(late)).Later.ShouldNotBeNull();
        pipeline.Catalog.Tables[Table].Location.ShouldBe(Location(rerun));
    }

    [Fact]
    public async Task Publish_ManyNights_KeepsAsManyVersionsAsToldAndNothingElseGoes()
    {
        var foreign = new TableVersion("shop_b_commerce_hourly_traffic_summary", Pipeline.Today.AddDays(-9), "commerce-x", "s3://results/x/", 1, default);
        pipeline.Store.Versions.Add(foreign);
        for (var night = -4; night <= 0; night++)
            await PublishAsync(Built($"commerce-{Pipeline.Today.AddDays(night):yyyy-MM-dd}", Pipeline.Today.AddDays(night), minutes: night * 1440));
        var kept = pipeline.Store.Versions.Where(version => version.Table == Table && version.State == VersionState.Published).Select(version => version.ExecutionDate).ToList();
        kept.ShouldBe([Pipeline.Today.AddDays(-1), Pipeline.Today]);
        pipeline.Store.Versions.ShouldContain(foreign);
        pipeline.Store.Files.Keys.Count(location => location.Contains("/shop_a_commerce_hourly_traffic/", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Publish_AfterGoingBackToAnEarlierDate_KeepsWhatReadersSawAMomentAgo()
    {
        var today = Built("commerce-2025-10-28", Pipeline.Today);
        var back = Built("commerce-2025-10-27", Pipeline.Today.AddDays(-1), minutes: 30, force: true);
        var again = Built("commerce-2025-10-28-2", Pipeline.Today, minutes: 60);
        foreach (var built in new[] { today, back, again })
            await PublishAsync(built);
        pipeline.Store.Files.Keys.ShouldBe([Location(back), Location(again)]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Publish_SleepsOverWholeLaterRuns_LeavesTheTableToThem(int nights)
    {
        await PublishAsync(Built("commerce-2025-10-20", Pipeline.Today.AddDays(-8), minutes: -20_000));
        var sleeper = Built("commerce-2025-10-21", Pipeline.Today.AddDays(-7), minutes: -10_000);
        var later = Enumerable.Range(1 - nights, nights).Select(night => Built($"commerce-{Pipeline.Today.AddDays(night):yyyy-MM-dd}", Pipeline.Today.AddDays(night), minutes: night * 1440)).ToList();
        pipeline.Catalog.BeforePublish = async _ =>
        {
            pipeline.Catalog.BeforePublish = _ => Task.CompletedTask;
            foreach (var run in later)
                (await PublishAsync(run)).ShouldBe(new PublishOutcome());
        };

        (await PublishAsync(sleeper)).Failure!.Retry.ShouldBe(RetryAdvice.AfterWaiting);
        (await PublishAsync(sleeper)).Later.ShouldNotBeNull();

        pipeline.Catalog.Tables[Table].Location.ShouldBe(Location(later[^1]));
        pipeline.Store.Files.ShouldContainKey(Location(later[^1]));
        pipeline.Store.Files.ShouldNotContainKey(Location(sleeper));
    }

    [Fact]
    public async Task Publish_StagingTableMayNotBeRemoved_IsPublishedAllTheSame()
    {
        pipeline.Catalog.OnChange = (what, _) =>
        {
            if (what == "delete")
                throw new FailureException(new("AccessDenied", "glue:DeleteTable", "Allow it."));
        };
        var input = Built("commerce-2025-10-28", Pipeline.Today);
        var outcome = await PublishAsync(input);
        outcome.Failure.ShouldBeNull();
        outcome.NotPruned!.Message.ShouldBe("glue:DeleteTable");
        pipeline.Catalog.Tables[Table].Location.ShouldBe(Location(input));
    }

    [Fact]
    public async Task Publish_OldVersionsCannotBeDeleted_IsPublishedAllTheSame()
    {
        pipeline.Store.DeleteRefusal = new("AccessDenied", "s3:DeleteObject", "Allow it.");
        for (var night = -2; night < 0; night++)
            await PublishAsync(Built($"commerce-{Pipeline.Today.AddDays(night):yyyy-MM-dd}", Pipeline.Today.AddDays(night), minutes: night * 1440));
        var outcome = await PublishAsync(Built("commerce-2025-10-28", Pipeline.Today));
        outcome.Failure.ShouldBeNull();
        outcome.NotPruned!.Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task Publish_ClearedUpMeanwhile_LeavesTheLiveTable()
    {
        await PublishAsync(Built("commerce-2025-10-27", Pipeline.Today.AddDays(-1), minutes: -1440));
        var (late, before) = (Built("commerce-2025-10-28", Pipeline.Today), pipeline.Catalog.Tables[Table].Location);
        await pipeline.Store.RemoveVersionAsync(pipeline.Store.Versions.Single(version => version.Location == Location(late)), _ => true, CancellationToken.None);
        (await PublishAsync(late)).Failure!.Code.ShouldBe("VersionRemoved");
        pipeline.Catalog.Tables[Table].Location.ShouldBe(before);
    }

    [Fact]
    public async Task Publish_RunBegunByAProgramThatRecordedLater_IsPublished()
    {
        var input = Built("commerce-2025-10-28", Pipeline.Today);
        pipeline.Store.Versions.Clear();
        (await PublishAsync(input)).Failure!.Code.ShouldBe("VersionRemoved", "without its staging table nobody can tell");
        var plan = input.Run.Plan(input.ServiceName, input.QueryType, 1);
        pipeline.Catalog.AddStaging(plan.StagingTable, input.QueryType, plan.Location);
        (await PublishAsync(input)).ShouldBe(new PublishOutcome());
        pipeline.Store.Versions.Single().Files.ShouldBe(["data"]);
    }

    private Task<PublishOutcome> PublishAsync(PublishInput input) => pipeline.New<PublishTableActivity>().RunAsync(input, CancellationToken.None);

    private PublishInput Built(string runId, DateOnly date, int minutes = 0, bool force = false)
    {
        var scope = new RunScope(runId, $"{runId}-0a1b2c3d", date, force, pipeline.Settings, EventsTableFit.Documented);
        var input = new PublishInput(scope, "shop-a", "hourly_traffic", 1, 24, pipeline.Time.GetUtcNow().AddMinutes(minutes), 1000);
        pipeline.Services.GetRequiredService<BegunVersions>().BeginAsync(new(scope, "shop-a", "hourly_traffic", 1), CancellationToken.None).IsCompleted.ShouldBeTrue();
        pipeline.Store.Write(Location(input), "data");
        return input;
    }

    private static string Location(PublishInput input) => input.Run.Plan(input.ServiceName, input.QueryType, input.Attempt).Location;
}

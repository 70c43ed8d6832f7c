using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Tables;
using CommerceAnalytics.Functions.Tests.Fakes;

namespace CommerceAnalytics.Functions.Tests.Tables;

public class PublishTableTests
{
    private const string Table = BuiltTables.Table;

    private readonly Pipeline _pipeline = new();
    private readonly BuiltTables _tables;

    public PublishTableTests() => _tables = new(_pipeline);

    [Fact]
    public async Task Publish_FirstTime_RecordsThenPublishes()
    {
        var input = Built("commerce-2025-10-28", Pipeline.Today);
        _pipeline.Catalog.OnChange = (what, _) => _pipeline.Store.Events.Add(what);
        (await PublishAsync(input)).ShouldBe(new Outcome<PublishResult>(new()));
        _pipeline.Store.Events.ShouldBe([$"Started {Location(input)}", $"Checked {Location(input)}", "publish"]);
        _pipeline.Catalog.Tables[Table].Location.ShouldBe(Location(input));
        _pipeline.Catalog.Tables[Table].Parameters["commerce.calculation_date"].ShouldBe("2025-10-28");
    }

    [Fact]
    public async Task Publish_RunsTwice_HasOneEffect()
    {
        var input = Built("commerce-2025-10-28", Pipeline.Today);
        await PublishAsync(input);
        var (table, versions) = (_pipeline.Catalog.Tables[Table], _pipeline.Store.Versions.ToList());
        (await PublishAsync(input)).ShouldBe(new Outcome<PublishResult>(new()));
        _pipeline.Catalog.Tables[Table].Location.ShouldBe(table.Location);
        _pipeline.Catalog.Tables[Table].Parameters.ShouldBe(table.Parameters);
        _pipeline.Store.Versions.ShouldBeEquivalentTo(versions);
    }

    [Fact]
    public async Task Publish_RunsTwice_StillKnowsWhatItReplaced()
    {
        var (yesterday, today) = (
            Built("commerce-2025-10-27", Pipeline.Today.AddDays(-1), minutes: -1440),
            Built("commerce-2025-10-28", Pipeline.Today)
        );
        foreach (var input in new[] { yesterday, today, today })
            await PublishAsync(input);
        _pipeline
            .Store.Versions.Single(version => version.Location == Location(today))
            .Replaces.ShouldBe(Location(yesterday));
        (await _pipeline.Store.ListVersionsAsync([Table], CancellationToken.None))
            .Select(version => version.State)
            .ShouldBe([VersionState.Checked, VersionState.Published]);
    }

    [Fact]
    public async Task Publish_SawTheTableBeforeAnotherPublished_IsRefusedAndThenLooks()
    {
        await PublishAsync(Built("commerce-2025-10-26", Pipeline.Today.AddDays(-2), minutes: -2880));
        var seen = _pipeline.Catalog.Tables[Table];
        var other = Built("commerce-2025-10-27", Pipeline.Today.AddDays(-1), minutes: -1440);
        await PublishAsync(other);
        var input = Built("commerce-2025-10-28", Pipeline.Today);
        _pipeline.Catalog.LastSeen[Table] = seen;

        (await PublishAsync(input)).Failure!.Retry.ShouldBe(RetryAdvice.AfterWaiting);
        _pipeline.Catalog.Tables[Table].Location.ShouldBe(Location(other));
        (await PublishAsync(input)).ShouldBe(new Outcome<PublishResult>(new()));

        _pipeline
            .Store.Versions.Single(version => version.Location == Location(input))
            .Replaces.ShouldBe(Location(other));
    }

    [Fact]
    public async Task Publish_SawALaterDateThatIsGoneSince_LooksBeforeItLeavesTheTable()
    {
        await PublishAsync(Built("commerce-2025-10-28", Pipeline.Today));
        _pipeline.Catalog.LastSeen[Table] = _pipeline.Catalog.Tables[Table];
        _pipeline.Catalog.Tables.Remove(Table);
        var older = Built("commerce-2025-10-27", Pipeline.Today.AddDays(-1), minutes: 5);
        (await PublishAsync(older)).ShouldBe(new Outcome<PublishResult>(new()));
        _pipeline.Catalog.Tables[Table].Location.ShouldBe(Location(older));
    }

    [Fact]
    public async Task Publish_CatalogIsBusyOnce_IsMadeGoodByTheNextAttempt()
    {
        var input = Built("commerce-2025-10-28", Pipeline.Today);
        var died = false;
        _pipeline.Catalog.OnChange = (what, _) =>
        {
            if (what == "publish" && !died)
            {
                died = true;
                throw new FailureException(new("InternalServiceException", "500", "", RetryAdvice.AfterWaiting));
            }
        };
        (await PublishAsync(input)).Failure!.Retry.ShouldBe(RetryAdvice.AfterWaiting);
        (await PublishAsync(input)).ShouldBe(new Outcome<PublishResult>(new()));
        _pipeline.Catalog.Tables[Table].Location.ShouldBe(Location(input));
        _pipeline.Store.Versions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Publish_LiveTableShowsALaterDate_LeavesIt()
    {
        await PublishAsync(Built("commerce-2025-10-28", Pipeline.Today));
        var older = Built("commerce-2025-10-27", Pipeline.Today.AddDays(-1), minutes: 5);
        var outcome = await PublishAsync(older);
        outcome.Result!.Later!.Code.ShouldBe("LaterDataPublished");
        outcome.Result!.Later.Message.ShouldContain("2025-10-28");
        _pipeline.Catalog.Publications.Count.ShouldBe(1);
        _pipeline
            .Store.Versions.Single(version => version.Location == Location(older))
            .State.ShouldBe(VersionState.Started, "the next run clears it up");
    }

    [Fact]
    public async Task Publish_Forced_GoesBackToTheEarlierDate()
    {
        await PublishAsync(Built("commerce-2025-10-28", Pipeline.Today));
        var older = Built("commerce-2025-10-27", Pipeline.Today.AddDays(-1), minutes: 5, force: true);
        (await PublishAsync(older)).ShouldBe(new Outcome<PublishResult>(new()));
        _pipeline.Catalog.Tables[Table].Location.ShouldBe(Location(older));
        _pipeline.Store.Versions.Count.ShouldBe(2, "the newer version stays");
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
        (await PublishAsync(late)).Result!.Later.ShouldNotBeNull();
        _pipeline.Catalog.Tables[Table].Location.ShouldBe(Location(rerun));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Publish_SleepsOverWholeLaterRuns_LeavesTheTableToThem(int nights)
    {
        await PublishAsync(Built("commerce-2025-10-20", Pipeline.Today.AddDays(-8), minutes: -20_000));
        var sleeper = Built("commerce-2025-10-21", Pipeline.Today.AddDays(-7), minutes: -10_000);
        var later = Enumerable
            .Range(1 - nights, nights)
            .Select(night =>
                Built(
                    $"commerce-{Pipeline.Today.AddDays(night):yyyy-MM-dd}",
                    Pipeline.Today.AddDays(night),
                    minutes: night * 1440
                )
            )
            .ToList();
        _pipeline.Catalog.BeforePublish = async _ =>
        {
            _pipeline.Catalog.BeforePublish = _ => Task.CompletedTask;
            foreach (var run in later)
                await _tables.PublishAndPruneAsync(run);
        };

        (await PublishAsync(sleeper)).Failure!.Retry.ShouldBe(RetryAdvice.AfterWaiting);
        (await PublishAsync(sleeper)).Result!.Later.ShouldNotBeNull();

        _pipeline.Catalog.Tables[Table].Location.ShouldBe(Location(later[^1]));
        _pipeline.Store.Files.ShouldContainKey(Location(later[^1]));
        _pipeline.Store.Files.ShouldNotContainKey(Location(sleeper));
    }

    [Fact]
    public async Task Publish_ClearedUpMeanwhile_LeavesTheLiveTable()
    {
        await PublishAsync(Built("commerce-2025-10-27", Pipeline.Today.AddDays(-1), minutes: -1440));
        var (late, before) = (Built("commerce-2025-10-28", Pipeline.Today), _pipeline.Catalog.Tables[Table].Location);
        await _pipeline.Store.RemoveVersionsAsync(
            [_pipeline.Store.Versions.Single(version => version.Location == Location(late))],
            _ => true,
            CancellationToken.None
        );
        (await PublishAsync(late)).Failure!.Code.ShouldBe("VersionRemoved");
        _pipeline.Catalog.Tables[Table].Location.ShouldBe(before);
    }

    [Fact]
    public async Task Publish_RecordIsGone_IsRefusedAsClearedUp()
    {
        var input = Built("commerce-2025-10-28", Pipeline.Today);
        _pipeline.Store.Versions.Clear();
        var plan = input.Run.Plan(input.ServiceName, input.QueryType, 1);
        _pipeline.Catalog.AddStaging(plan.StagingTable, input.QueryType, plan.Location);

        (await PublishAsync(input)).Failure!.Code.ShouldBe("VersionRemoved");

        _pipeline.Store.Versions.ShouldBeEmpty();
    }

    private Task<Outcome<PublishResult>> PublishAsync(PublishInput input) => _tables.PublishAsync(input);

    private PublishInput Built(string runId, DateOnly date, int minutes = 0, bool force = false) =>
        _tables.Build(runId, date, minutes, force);

    private static string Location(PublishInput input) => BuiltTables.Location(input);
}

using DurableTask.Core;

namespace DurableTask.Sqlite.Tests;

/// <summary>Forgetting instances that have ended.</summary>
public class PurgeTests
{
    [Fact]
    public async Task Purge_RunningInstance_IsLeftAlone()
    {
        await using var hub = await QueryTests.SeveralAsync();

        (await hub.Service.PurgeInstanceStateAsync("c-1")).DeletedInstanceCount.ShouldBe(0);
        (await hub.Service.PurgeInstanceStateAsync("unknown")).DeletedInstanceCount.ShouldBe(0);

        (await hub.FindAsync("c-1")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Purge_EndedInstance_ForgetsItAndItsHistory()
    {
        await using var hub = await QueryTests.SeveralAsync();

        var purged = await hub.Service.PurgeInstanceStateAsync("b-1");

        (purged.DeletedInstanceCount, purged.IsComplete).ShouldBe((1, true));
        (await hub.FindAsync("b-1")).ShouldBeNull();
        (await hub.HistoryAsync("b-1")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Purge_ByTimeAndStatus_ForgetsJustThose()
    {
        await using var hub = await QueryTests.SeveralAsync();

        var purged = await hub.Service.PurgeInstanceStateAsync(
            new PurgeInstanceFilter(
                QueryTests.Start.AddMinutes(30),
                null,
                [OrchestrationStatus.Completed, OrchestrationStatus.Running]
            )
        );

        purged.DeletedInstanceCount.ShouldBe(1);
        (await QueryTests.IdsAsync(hub, new())).ShouldBe(["b-1", "b-2", "c-1"]);
    }

    [Fact]
    public async Task Purge_ManyByFilter_ForgetsAllThatHaveEnded()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        await Task.WhenAll(Enumerable.Range(0, 120).Select(i => hub.RunAsync("Echo", "x", $"run-{i}")));
        await hub.StartAsync("Wait", id: "running");

        var purged = await hub.Service.PurgeInstanceStateAsync(
            new PurgeInstanceFilter(DateTime.MinValue, DateTime.MaxValue, null)
        );

        (purged.DeletedInstanceCount, purged.IsComplete).ShouldBe((120, true));
        (await QueryTests.IdsAsync(hub, new())).ShouldBe(["running"]);
    }

    [Theory]
    [InlineData(OrchestrationStateTimeRangeFilterType.OrchestrationCreatedTimeFilter)]
    [InlineData(OrchestrationStateTimeRangeFilterType.OrchestrationLastUpdatedTimeFilter)]
    [InlineData(OrchestrationStateTimeRangeFilterType.OrchestrationCompletedTimeFilter)]
    public async Task PurgeHistory_BeforeATime_ForgetsWhatEndedBefore(OrchestrationStateTimeRangeFilterType type)
    {
        await using var hub = await QueryTests.SeveralAsync();

        await hub.Service.PurgeOrchestrationHistoryAsync(QueryTests.Start.AddHours(2), type);

        (await QueryTests.IdsAsync(hub, new())).ShouldBe(["b-2", "c-1"]);
    }
}

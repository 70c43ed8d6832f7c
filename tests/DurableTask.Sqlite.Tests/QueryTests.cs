using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Query;
using DurableTask.Sqlite.Store;
using Newtonsoft.Json;

namespace DurableTask.Sqlite.Tests;

/// <summary>Finding instances and telling about them.</summary>
public class QueryTests
{
    internal static readonly DateTime Start = new(2025, 10, 28, 4, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Query_NoFilter_GivesAllOldestFirst()
    {
        await using var hub = await SeveralAsync();

        (await IdsAsync(hub, new())).ShouldBe(["b-1", "a-1", "b-2", "c-1"]);
    }

    [Fact]
    public async Task Query_EachFilter_LeavesWhatItSays()
    {
        await using var hub = await SeveralAsync();

        (await IdsAsync(hub, new() { InstanceIdPrefix = "b-" })).ShouldBe(["b-1", "b-2"]);
        (
            await IdsAsync(hub, new() { RuntimeStatus = [OrchestrationStatus.Failed, OrchestrationStatus.Running] })
        ).ShouldBe(["b-2", "c-1"]);
        (
            await IdsAsync(hub, new() { CreatedTimeFrom = Start.AddHours(1), CreatedTimeTo = Start.AddHours(2) })
        ).ShouldBe(["a-1", "b-2"]);
        (await IdsAsync(hub, new() { CreatedTimeFrom = Start.AddHours(1), InstanceIdPrefix = "b" })).ShouldBe(["b-2"]);
        (await IdsAsync(hub, new() { TaskHubNames = ["HUB"] })).Count.ShouldBe(4);
        (await IdsAsync(hub, new() { TaskHubNames = ["another"] })).ShouldBeEmpty();
        (await IdsAsync(hub, new() { ExcludeEntities = true })).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Query_WithoutInputsAndOutputs_HasNone()
    {
        await using var hub = await SeveralAsync();

        var full = (await hub.Service.GetOrchestrationWithQueryAsync(new(), default)).OrchestrationState.First();
        var bare = (
            await hub.Service.GetOrchestrationWithQueryAsync(new() { FetchInputsAndOutputs = false }, default)
        ).OrchestrationState.First();

        (full.Input, full.Output, full.Name).ShouldBe(("\"x\"", "\"x\"", "Echo"));
        (bare.Input, bare.Output, bare.Name).ShouldBe((null, null, "Echo"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("p-")]
    public async Task Query_InstancesComeAndGoBetweenPages_EachOfTheOthersIsThereOnce(string prefix)
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        for (var i = 0; i < 10; i++)
            await hub.RunAsync("Echo", "x", $"p-{i}");
        var query = new OrchestrationQuery { InstanceIdPrefix = prefix, PageSize = 4 };
        var first = await hub.Service.GetOrchestrationWithQueryAsync(query, default);
        // The last one of the page, which the token names, and one before it; and one that comes before the place
        // where the page ended.
        await hub.Service.PurgeInstanceStateAsync("p-3");
        await hub.Service.PurgeInstanceStateAsync("p-0");
        await hub.RunAsync("Echo", "x", "p-00");

        query.ContinuationToken = first.ContinuationToken;
        var rest = await IdsAsync(hub, query);

        rest.Except(["p-00"]).ShouldBe(["p-4", "p-5", "p-6", "p-7", "p-8", "p-9"]);
        rest.Distinct().Count().ShouldBe(rest.Count);
    }

    [Fact]
    public async Task Query_TokenOfSomethingElse_IsRefused()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);

        await Should.ThrowAsync<ArgumentException>(() =>
            hub.Service.GetOrchestrationWithQueryAsync(new() { ContinuationToken = "x" }, default)
        );
    }

    [Theory]
    [InlineData(null, "instances_by_creation")]
    [InlineData("p-", "sqlite_autoindex_instances_1")]
    public async Task Query_Page_IsReadByAnIndex(string? prefix, string index)
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        using var connection = new StoreConnection(hub.StorePath);

        var plan = connection.Query(
            "EXPLAIN QUERY PLAN " + StoreReader.PageSql(new() { InstanceIdPrefix = prefix }),
            r => r.GetString(3),
            0L,
            1L,
            prefix ?? "",
            0L,
            "",
            1
        );

        plan[0].ShouldContain($"USING INDEX {index}");
        plan.ShouldNotContain(step => step.Contains("TEMP B-TREE"));
    }

    [Fact]
    public async Task State_OfEachExecution_IsThePresentOnesOnly()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        var present = (await hub.RunAsync("Echo", "x", "one")).OrchestrationInstance.ExecutionId;

        (await hub.Service.GetOrchestrationStateAsync("one", present)).Output.ShouldBe("\"x\"");
        (await hub.Service.GetOrchestrationStateAsync("one", "another")).ShouldBeNull();
        (await hub.Service.GetOrchestrationStateAsync("unknown", "")).ShouldBeNull();
        (await hub.Service.GetOrchestrationStateAsync("unknown", true)).ShouldBeEmpty();
        (await hub.Service.GetOrchestrationHistoryAsync("one", "another")).ShouldBe("[]");
    }

    [Fact]
    public async Task State_OfAFailure_HasItsDetailsTagsAndCustomStatus()
    {
        await using var hub = await TestHub.StartAsync(code =>
            code.Orchestration<string, string>(
                "Bad",
                (turns, text) =>
                {
                    turns.Status = "half way";
                    throw new InvalidOperationException(text, new TimeoutException("inner"));
                }
            )
        );
        var tags = new Dictionary<string, string> { ["team"] = "ü" };
        await hub.Client.CreateOrchestrationInstanceAsync("Bad", "", "one", "why", tags);

        var end = await hub.EndAsync("one");

        end.OrchestrationStatus.ShouldBe(OrchestrationStatus.Failed);
        end.Status.ShouldBe("\"half way\"");
        end.Tags["team"].ShouldBe("ü");
        end.FailureDetails.ErrorType.ShouldBe(typeof(InvalidOperationException).FullName);
        end.FailureDetails.ErrorMessage.ShouldBe("why");
        end.FailureDetails.InnerFailure!.ErrorMessage.ShouldBe("inner");
    }

    [Fact]
    public async Task History_AsJson_IsReadAsTheProvidersOfAzureWriteIt()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        await hub.RunAsync("Chain", 1);

        var history = await hub.HistoryAsync("Chain-1");

        var scheduled = history.Single(item => item["EventType"]!.ToObject<EventType>() == EventType.TaskScheduled);
        scheduled["Name"]!.ToString().ShouldBe("Square");
        var completed = history.Single(item => item["EventType"]!.ToObject<EventType>() == EventType.TaskCompleted);
        completed
            .ToObject<TaskCompletedEvent>(new JsonSerializer())!
            .TaskScheduledId.ShouldBe(scheduled["EventId"]!.ToObject<int>());
        completed["Timestamp"]!.ToObject<DateTime>().ShouldBe(Start);
    }

    /// <summary>Four instances, started an hour apart: two have completed, one failed, one waits.</summary>
    internal static async Task<TestHub> SeveralAsync()
    {
        var hub = await TestHub.StartAsync(RunTests.Register);
        await hub.RunAsync("Echo", "x", "b-1");
        hub.Time.Advance(TimeSpan.FromHours(1));
        await hub.RunAsync("Echo", "x", "a-1");
        hub.Time.Advance(TimeSpan.FromHours(1));
        await hub.RunAsync("Fail", "x", "b-2");
        hub.Time.Advance(TimeSpan.FromHours(1));
        await hub.StartAsync("Wait", "x", "c-1");
        await hub.RunningAsync("c-1");
        return hub;
    }

    internal static async Task<List<string>> IdsAsync(TestHub hub, OrchestrationQuery query)
    {
        var ids = new List<string>();
        do
        {
            var page = await hub.Service.GetOrchestrationWithQueryAsync(query, default);
            ids.AddRange(page.OrchestrationState.Select(state => state.OrchestrationInstance.InstanceId));
            query.ContinuationToken = page.ContinuationToken;
        } while (query.ContinuationToken is not null);
        return ids;
    }
}

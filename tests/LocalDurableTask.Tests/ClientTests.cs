using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LocalDurableTask.Tests;

public class ClientTests
{
    [Fact]
    public async Task GetInstance_UnknownId_IsNull()
    {
        await using var hub = await TestHub.StartAsync(_ => { });

        (await hub.Client.GetInstanceAsync("unknown", true)).ShouldBeNull();
    }

    [Fact]
    public async Task GetInstance_WithoutInputsAndOutputs_HasNoneAndRefusesToRead()
    {
        await using var hub = await TestHub.StartAsync(Register);
        var end = await hub.RunAsync("Echo", "x");

        var found = (await hub.Client.GetInstanceAsync(end.InstanceId))!;

        (found.SerializedInput, found.SerializedOutput, found.SerializedCustomStatus).ShouldBe((null, null, null));
        Should.Throw<InvalidOperationException>(found.ReadOutputAs<string>);
        found.Name.ShouldBe("Echo");
        found.CreatedAt.ShouldBe(hub.Time.GetUtcNow());
    }

    [Fact]
    public async Task Schedule_IdOfARunningInstance_IsRefused()
    {
        await using var hub = await TestHub.StartAsync(Register);
        await hub.StartAsync("Wait", id: "one");

        await Should.ThrowAsync<OrchestrationAlreadyExistsException>(() => hub.StartAsync("Wait", id: "one"));
    }

    [Fact]
    public async Task Schedule_IdOfAnEndedInstance_StartsAnew()
    {
        await using var hub = await TestHub.StartAsync(Register);
        await hub.RunAsync("Echo", "first", "one");

        (await hub.RunAsync("Echo", "second", "one")).ReadOutputAs<string>().ShouldBe("second");
    }

    [Fact]
    public async Task Schedule_EndedInstanceInADedupeStatus_IsRefused()
    {
        await using var hub = await TestHub.StartAsync(Register);
        await hub.RunAsync("Echo", "first", "one");
        var options = new StartOrchestrationOptions("one").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);

        await Should.ThrowAsync<OrchestrationAlreadyExistsException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "x", options));
    }

    [Fact]
    public async Task Schedule_ManyAtOnceWithOneId_MakeOneInstance()
    {
        await using var hub = await TestHub.StartAsync(Register);
        var options = new StartOrchestrationOptions("one").WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);

        var starts = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                await hub.Client.ScheduleNewOrchestrationInstanceAsync("Echo", i, options);
                return 1;
            }
            catch (OrchestrationAlreadyExistsException)
            {
                return 0;
            }
        }));

        starts.Sum().ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("@entity")]
    [InlineData("a/b")]
    [InlineData("a#b")]
    public async Task Schedule_IdThatFunctionsWouldRefuse_IsRefused(string id)
    {
        await using var hub = await TestHub.StartAsync(Register);

        await Should.ThrowAsync<ArgumentException>(() => hub.StartAsync("Echo", "x", id));
    }

    [Fact]
    public async Task WaitForInstanceStart_OrchestratorWaits_EndsOnceItRuns()
    {
        await using var hub = await TestHub.StartAsync(Register);
        var id = await hub.StartAsync("Wait");

        (await hub.Client.WaitForInstanceStartAsync(id, TestHub.Limit())).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
    }

    [Fact]
    public async Task GetAllInstances_SmallPages_GivesEachInstanceOnce()
    {
        await using var hub = await TestHub.StartAsync(Register);
        for (var i = 0; i < 7; i++)
            await hub.RunAsync("Echo", i, $"run-{i}");

        var pages = new List<int>();
        var ids = new List<string>();
        await foreach (var page in hub.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 3)).AsPages())
        {
            pages.Add(page.Values.Count);
            ids.AddRange(page.Values.Select(m => m.InstanceId));
        }

        pages.ShouldBe([3, 3, 1]);
        ids.Order().ShouldBe(Enumerable.Range(0, 7).Select(i => $"run-{i}"));
    }

    [Fact]
    public async Task GetAllInstances_Filters_AreAllApplied()
    {
        await using var hub = await TestHub.StartAsync(Register);
        await hub.RunAsync("Echo", "x", "a-old");
        hub.Time.Advance(TimeSpan.FromHours(1));
        var from = hub.Time.GetUtcNow();
        await hub.RunAsync("Echo", "x", "a-new");
        await hub.RunAsync("Fail", "x", "a-failed");
        await hub.RunAsync("Echo", "x", "b-new");

        var query = new OrchestrationQuery(
            CreatedFrom: from, Statuses: [OrchestrationRuntimeStatus.Completed], InstanceIdPrefix: "a-", FetchInputsAndOutputs: true);
        var found = new List<OrchestrationMetadata>();
        await foreach (var instance in hub.Client.GetAllInstancesAsync(query))
            found.Add(instance);

        found.Single().InstanceId.ShouldBe("a-new");
        found.Single().ReadOutputAs<string>().ShouldBe("x");
    }

    [Fact]
    public async Task GetAllInstances_PrefixAndSmallPages_GivesEachInstanceOnceByItsId()
    {
        await using var hub = await TestHub.StartAsync(Register);
        foreach (var id in (string[])["run-3", "rum-9", "run-1", "run-", "ruo-0", "run-2", "run-\u00e9", "run"])
        {
            await hub.RunAsync("Echo", "x", id);
            hub.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var pages = new List<string[]>();
        await foreach (var page in hub.Client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: "run-", PageSize: 2)).AsPages())
            pages.Add([.. page.Values.Select(instance => instance.InstanceId)]);

        pages.ShouldBe([["run-", "run-1"], ["run-2", "run-3"], ["run-\u00e9"]]);
    }

    [Theory]
    [InlineData("run-", "USING PRIMARY KEY (instance_id>? AND instance_id<?)")]
    [InlineData(null, "USING INDEX instances_by_creation")]
    public async Task GetAllInstances_Page_IsReadInTheOrderOfTheStore(string? prefix, string how)
    {
        await using var hub = await TestHub.StartAsync(Register);
        using var connection = new Store.StoreConnection(hub.StorePath);
        var query = new OrchestrationQuery(CreatedFrom: hub.Time.GetUtcNow(), Statuses: [OrchestrationRuntimeStatus.Completed], InstanceIdPrefix: prefix);

        var plan = connection.Query("EXPLAIN QUERY PLAN " + Store.StoreReader.PageSql(query), row => row.GetString(3), 0L, long.MaxValue, prefix ?? "", -1L, "", 101L);

        // One step: nothing is sorted, and no page begins at the beginning again.
        plan.ShouldHaveSingleItem().ShouldContain(how);
    }

    [Fact]
    public async Task GetAllInstances_ForeignContinuationToken_IsRefused()
    {
        await using var hub = await TestHub.StartAsync(Register);

        await Should.ThrowAsync<ArgumentException>(async () =>
        {
            await foreach (var _ in hub.Client.GetAllInstancesAsync(new OrchestrationQuery(ContinuationToken: "elsewhere")))
            {
            }
        });
    }

    [Fact]
    public async Task Schedule_IdOf101Characters_IsRefused()
    {
        await using var hub = await TestHub.StartAsync(Register);

        (await Should.ThrowAsync<ArgumentException>(() => hub.StartAsync("Echo", "x", new string('a', 101)))).Message.ShouldContain("has 101");
        (await hub.StartAsync("Echo", "x", new string('a', 100))).Length.ShouldBe(100);
    }

    [Fact]
    public async Task Tags_GivenAtTheStart_AreKept()
    {
        await using var hub = await TestHub.StartAsync(Register);
        var options = new StartOrchestrationOptions("tagged") { Tags = new Dictionary<string, string> { ["by"] = "timer" } };

        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "x", options);

        (await hub.Client.GetInstanceAsync("tagged"))!.Tags["by"].ShouldBe("timer");
    }

    [Fact]
    public async Task BeforeStart_ClientIsUsed_SaysThatTheHubIsNotOpen()
    {
        var hub = new LocalTaskHub(new() { StorePath = "never.db" }, new(), null!, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, TimeProvider.System);

        (await Should.ThrowAsync<InvalidOperationException>(() => hub.Client.RaiseEventAsync("x", "E"))).Message.ShouldContain("StartAsync");
    }

    internal static void Register(DurableTaskRegistry registry) => registry
        .AddOrchestratorFunc("Echo", context => Task.FromResult(context.GetInput<System.Text.Json.JsonElement>()))
        .AddOrchestratorFunc("Fail", _ => throw new InvalidDataException("as asked"))
        .AddOrchestratorFunc("Wait", context => context.WaitForExternalEvent<string>("Go"));
}

using DurableTask.Core.Exceptions;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace FunctionsHost.Tests.Durable;

/// <summary>The official client against this host's service.</summary>
public sealed class ClientTests : IAsyncLifetime
{
    private TestHost _host = null!;

    private DurableTaskClient Client => _host.Client;

    public async Task InitializeAsync()
    {
        var functions = new TestFunctions()
            .Orchestrator<object, object>("Echo", (_, input) => Task.FromResult(input))
            .Orchestrator<object, string>("Wait", (context, _) => context.WaitForExternalEvent<string>("go")!)
            .Orchestrator<object, string>(
                "Fail",
                (_, _) => throw new InvalidOperationException("bad", new FormatException("cause"))
            )
            .Orchestrator<int, string>(
                "Nest",
                async (context, depth) =>
                {
                    if (depth == 0)
                        return await context.WaitForExternalEvent<string>("go");
                    var options = new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-{depth}");
                    return await context.CallSubOrchestratorAsync<string>("Nest", depth - 1, options);
                }
            );
        _host = await TestHost.StartAsync(Mode.IsolatedInSessions, functions);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Start_OfARunningId_IsRefusedAsExisting()
    {
        await StartAsync("Wait", "a");

        await Should.ThrowAsync<OrchestrationAlreadyExistsException>(() => StartAsync("Wait", "a"));
    }

    [Fact]
    public async Task Start_OfAnEndedId_ReplacesItUnlessItsStatusIsKept()
    {
        await _host.RunAsync("Echo", "first", "a");
        var keep = new StartOrchestrationOptions("a").WithDedupeStatuses(Status.Completed);

        await Should.ThrowAsync<OrchestrationAlreadyExistsException>(() =>
            Client.ScheduleNewOrchestrationInstanceAsync("Echo", "no", keep)
        );
        var second = await _host.RunAsync("Echo", "second", "a");

        second.ReadOutputAs<string>().ShouldBe("second");
    }

    [Fact]
    public async Task Start_OfAPendingId_IsRefusedWhateverIsKept()
    {
        var later = new StartOrchestrationOptions("a", TimeProvider.System.GetUtcNow().AddDays(1));
        await Client.ScheduleNewOrchestrationInstanceAsync("Echo", null, later);

        await Should.ThrowAsync<OrchestrationAlreadyExistsException>(() => StartAsync("Echo", "a"));
    }

    [Fact]
    public async Task Start_WithTagsAndVersion_ShowsThem()
    {
        var options = new StartOrchestrationOptions("a")
        {
            Tags = new Dictionary<string, string> { ["night"] = "2031-05-01" },
            Version = "2",
        };
        await Client.ScheduleNewOrchestrationInstanceAsync("Wait", "input", options);

        var found = await Client.GetInstanceAsync("a", getInputsAndOutputs: true);

        found!.Tags["night"].ShouldBe("2031-05-01");
        found.ReadInputAs<string>().ShouldBe("input");
        (await _host.Store.Client.GetOrchestrationStateAsync("a", null))!.Version.ShouldBe("2");
    }

    [Fact]
    public async Task Get_OfAnUnknownId_IsNull() => (await Client.GetInstanceAsync("nobody")).ShouldBeNull();

    [Fact]
    public async Task Get_OfAFailedInstance_TellsTheFailureWithoutItsCauses()
    {
        await _host.RunAsync("Fail", instanceId: "a");

        var found = await Client.GetInstanceAsync("a", getInputsAndOutputs: true);

        found!.FailureDetails!.ErrorMessage.ShouldBe("bad");
        found.FailureDetails.InnerFailure.ShouldBeNull();
    }

    [Fact]
    public async Task WaitForCompletion_BeforeTheStart_WaitsForIt()
    {
        var waiting = _host.EndOf("later");

        await _host.RunAsync("Echo", "input", "later");

        (await waiting).ReadOutputAs<string>().ShouldBe("input");
    }

    [Fact]
    public async Task RaiseEvent_ToNobodyOrToAnEndedInstance_IsRefused()
    {
        await _host.RunAsync("Echo", instanceId: "ended");

        (await RefusalOf(Client.RaiseEventAsync("nobody", "go"))).ShouldBe(StatusCode.NotFound);
        (await RefusalOf(Client.RaiseEventAsync("ended", "go"))).ShouldBe(StatusCode.FailedPrecondition);
    }

    [Fact]
    public async Task SuspendAndResume_HoldAnEventBackMeanwhile()
    {
        await StartAsync("Wait", "a");
        await Client.WaitForInstanceStartAsync("a");

        await Client.SuspendInstanceAsync("a", "hold");
        await UntilAsync("a", Status.Suspended);
        await Client.RaiseEventAsync("a", "go", "gone");
        var refused = await RefusalOf(Client.SuspendInstanceAsync("a"));
        await Client.ResumeInstanceAsync("a");
        var ended = await _host.EndOf("a");

        refused.ShouldBe(StatusCode.FailedPrecondition);
        ended.ReadOutputAs<string>().ShouldBe("gone");
    }

    [Fact]
    public async Task Resume_OfARunningInstance_ChangesNothing()
    {
        await StartAsync("Wait", "a");

        await Client.ResumeInstanceAsync("a");
        await Client.RaiseEventAsync("a", "Go", "gone");

        var ended = await Client.WaitForInstanceCompletionAsync("a", getInputsAndOutputs: true);
        ended.ReadOutputAs<string>().ShouldBe("gone");
    }

    [Fact]
    public async Task Resume_OfAnEndedInstance_IsRefused()
    {
        await StartAsync("Wait", "a");
        await Client.TerminateInstanceAsync("a");
        await Client.WaitForInstanceCompletionAsync("a");

        (await RefusalOf(Client.ResumeInstanceAsync("a"))).ShouldBe(StatusCode.FailedPrecondition);
    }

    [Fact]
    public async Task Terminate_EndsTheInstanceWithItsOutput()
    {
        await StartAsync("Wait", "a");

        await Client.TerminateInstanceAsync("a", "enough");
        var ended = await _host.EndOf("a");

        ended.RuntimeStatus.ShouldBe(Status.Terminated);
        ended.ReadOutputAs<string>().ShouldBe("enough");
        (await RefusalOf(Client.TerminateInstanceAsync("a"))).ShouldBe(StatusCode.FailedPrecondition);
        (await RefusalOf(Client.TerminateInstanceAsync("nobody"))).ShouldBe(StatusCode.NotFound);
    }

    [Theory]
    [InlineData(true, Status.Terminated)]
    [InlineData(false, Status.Running)]
    public async Task Terminate_OfAParent_ReachesItsChildrenOnlyWhenRecursive(bool recursive, Status expected)
    {
        await Client.ScheduleNewOrchestrationInstanceAsync("Nest", 2, new StartOrchestrationOptions("a"));
        await UntilAsync("a-2-1", Status.Running);

        await Client.TerminateInstanceAsync("a", new TerminateInstanceOptions { Recursive = recursive });
        await _host.EndOf("a");
        if (recursive)
            await _host.EndOf("a-2-1");

        (await Client.GetInstanceAsync("a-2"))!.RuntimeStatus.ShouldBe(expected);
        (await Client.GetInstanceAsync("a-2-1"))!.RuntimeStatus.ShouldBe(expected);
    }

    [Fact]
    public async Task Query_InPages_FindsAllThatMatch()
    {
        foreach (var id in Enumerable.Range(0, 7).Select(each => $"run-{each}"))
            await _host.RunAsync("Echo", id, id);
        await StartAsync("Wait", "run-waits");
        await _host.RunAsync("Echo", instanceId: "other");

        var query = new OrchestrationQuery
        {
            InstanceIdPrefix = "run-",
            Statuses = [Status.Completed],
            PageSize = 3,
            FetchInputsAndOutputs = true,
        };
        var pages = new List<Page<OrchestrationMetadata>>();
        await foreach (var page in Client.GetAllInstancesAsync(query).AsPages())
            pages.Add(page);

        pages.Select(page => page.Values.Count).ShouldBe([3, 3, 1]);
        pages
            .SelectMany(page => page.Values)
            .Select(each => each.ReadOutputAs<string>())
            .ShouldBe(Enumerable.Range(0, 7).Select(each => $"run-{each}"));
    }

    [Fact]
    public async Task Purge_ForgetsEndedInstancesOnly()
    {
        await _host.RunAsync("Echo", instanceId: "ended");
        await StartAsync("Wait", "running");

        (await Client.PurgeInstanceAsync("ended")).PurgedInstanceCount.ShouldBe(1);
        (await Client.PurgeInstanceAsync("ended")).PurgedInstanceCount.ShouldBe(0);
        await Should.ThrowAsync<InvalidOperationException>(() => Client.PurgeInstanceAsync("running"));
        (await Client.GetInstanceAsync("ended")).ShouldBeNull();
    }

    [Fact]
    public async Task Purge_Recursive_ForgetsTheChildrenToo()
    {
        await Client.ScheduleNewOrchestrationInstanceAsync("Nest", 2, new StartOrchestrationOptions("a"));
        await UntilAsync("a-2-1", Status.Running);
        await Client.RaiseEventAsync("a-2-1", "go", "end");
        await _host.EndOf("a");

        var purged = await Client.PurgeInstanceAsync("a", new PurgeInstanceOptions(Recursive: true));

        purged.PurgedInstanceCount.ShouldBe(3);
        (await Client.GetInstanceAsync("a-2-1")).ShouldBeNull();
    }

    [Fact]
    public async Task PurgeAll_ByStatus_LeavesTheOthers()
    {
        await _host.RunAsync("Fail", instanceId: "failed");
        await _host.RunAsync("Echo", instanceId: "ended");

        var result = await Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(Statuses: [Status.Failed]));

        result.PurgedInstanceCount.ShouldBe(1);
        (await Client.GetInstanceAsync("ended")).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restart_OfAnEndedInstance_RunsItWithTheSameInput(bool newId)
    {
        await _host.RunAsync("Echo", "input", "a");

        var id = await Client.RestartAsync("a", newId);
        var ended = await _host.EndOf(id);

        (id == "a").ShouldBe(!newId);
        ended.ReadOutputAs<string>().ShouldBe("input");
        ended.Tags.GetValueOrDefault("MS_DurableFunctions_SourceInstanceId").ShouldBe(newId ? "a" : null);
    }

    [Fact]
    public async Task Restart_OfARunningOrUnknownInstance_IsRefused()
    {
        await StartAsync("Wait", "a");

        await Should.ThrowAsync<InvalidOperationException>(() => Client.RestartAsync("a"));
        await Should.ThrowAsync<ArgumentException>(() => Client.RestartAsync("nobody"));
    }

    [Fact]
    public async Task History_OfAnInstance_IsStreamed()
    {
        await _host.RunAsync("Echo", new string('x', 3_000_000), "a");

        var history = await Client.GetOrchestrationHistoryAsync("a");

        var stored = await _host.Store.HistoryAsync("a");
        history.Select(each => each.EventType).ShouldBe(stored.Select(each => each.EventType));
        await Should.ThrowAsync<ArgumentException>(() => Client.GetOrchestrationHistoryAsync("nobody"));
    }

    [Fact]
    public async Task Entities_AreRefusedWithAReason()
    {
        var signal = Client.Entities.SignalEntityAsync(
            new Microsoft.DurableTask.Entities.EntityInstanceId("counter", "1"),
            "add"
        );

        var refusal = await Should.ThrowAsync<RpcException>(signal);

        refusal.StatusCode.ShouldBe(StatusCode.Unimplemented);
        refusal.Status.Detail.ShouldBe("This host has no durable entities.");
    }

    [Fact]
    public async Task Rewind_IsRefusedWithAReason()
    {
        await _host.RunAsync("Fail", instanceId: "a");

        await Should.ThrowAsync<NotImplementedException>(() => Client.RewindInstanceAsync("a", "again"));
    }

    private Task<string> StartAsync(string name, string id) =>
        Client.ScheduleNewOrchestrationInstanceAsync(name, null, new StartOrchestrationOptions(id));

    private static async Task<StatusCode> RefusalOf(Task call) =>
        (await Should.ThrowAsync<RpcException>(call)).StatusCode;

    /// <summary>Some statuses can only be asked for.</summary>
    private async Task UntilAsync(string id, Status status)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await Client.GetInstanceAsync(id, limit.Token))?.RuntimeStatus != status)
            await Task.Yield();
    }
}

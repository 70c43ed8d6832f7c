using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Sqlite;
using FunctionsHost.Durable.Client;
using FunctionsHost.Tests.Small;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsHost.Tests.Durable;

/// <summary>The hub on a store that no engine works on: the tests take the turns.</summary>
public sealed class TaskHubTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly TestFolder _folder = new();
    private readonly SqliteOrchestrationService _store;
    private readonly TaskHub _hub;

    public TaskHubTests()
    {
        var settings = new SqliteOrchestrationServiceSettings { StorePath = Path.Combine(_folder.Path, "hub.db") };
        _store = new(settings, NullLoggerFactory.Instance, TimeProvider.System);
        _hub = new(_store);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Terminate_ChildHasCalledItsParent_EndsEachOnce()
    {
        await _store.StartAsync();
        await StartAsync("above", calls: "below");
        await StartAsync("below", calls: "above");

        await _hub.TerminateAsync("above", "enough", recursive: true).WaitAsync(Limit);

        (await TakeAsync()).NewMessages.ShouldHaveSingleItem().Event.ShouldBeOfType<ExecutionTerminatedEvent>();
        (await TakeAsync()).NewMessages.ShouldHaveSingleItem().Event.ShouldBeOfType<ExecutionTerminatedEvent>();
    }

    private async Task StartAsync(string id, string calls)
    {
        await _hub.StartAsync(new ExecutionStartedEvent(-1, "x") { Name = "Any", Version = "" }, id, replaceable: null);
        var item = await TakeAsync();
        var runtime = item.OrchestrationRuntimeState;
        runtime.AddEvent(item.NewMessages.Single().Event);
        runtime.AddEvent(new SubOrchestrationInstanceCreatedEvent(0) { InstanceId = calls, Name = "Any" });
        var running = new OrchestrationState { OrchestrationStatus = OrchestrationStatus.Running };
        await _store.CompleteTaskOrchestrationWorkItemAsync(item, runtime, [], [], [], null!, running);
        await _store.ReleaseTaskOrchestrationWorkItemAsync(item);
    }

    private Task<TaskOrchestrationWorkItem> TakeAsync() =>
        _store.LockNextTaskOrchestrationWorkItemAsync(Limit, default);
}

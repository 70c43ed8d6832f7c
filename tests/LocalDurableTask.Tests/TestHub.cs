using LocalDurableTask.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LocalDurableTask.Tests;

/// <summary>A hub over a store in a folder of its own, with a clock that the test moves.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    private static readonly ServiceProvider Services = new ServiceCollection().BuildServiceProvider();
    private readonly string folder = Directory.CreateTempSubdirectory("durable-").FullName;
    private LocalTaskHub hub = null!;
    private Func<LocalTaskHubOptions, LocalTaskHubOptions> options = given => given;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2025, 10, 28, 4, 0, 0, TimeSpan.Zero));

    public LocalTaskHub Hub => hub;

    public DurableTaskClient Client => hub.Client;

    public string StorePath => Path.Combine(folder, "store", "hub.db");

    public static async Task<TestHub> StartAsync(
        Action<DurableTaskRegistry> register, ILoggerFactory? loggers = null, Func<LocalTaskHubOptions, LocalTaskHubOptions>? options = null)
    {
        var test = new TestHub { options = options ?? (given => given) };
        await test.OpenAsync(register, loggers);
        return test;
    }

    /// <summary>As after a crash: nothing is drained; then the store is opened again, perhaps with other code.</summary>
    public async Task CrashAndRestartAsync(Action<DurableTaskRegistry> register, ILoggerFactory? loggers = null)
    {
        await CrashAsync();
        await OpenAsync(register, loggers);
    }

    public async Task CrashAsync() => await hub.DisposeAsync();

    /// <summary>Another hub of this process, not open yet.</summary>
    public LocalTaskHub Other(string storePath) =>
        new(new() { StorePath = storePath }, new DurableTaskRegistry(), Services, NullLoggerFactory.Instance, Time);

    public Task<string> StartAsync(string name, object? input = null, string? id = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id));

    /// <summary>Starts an orchestration and waits for its end.</summary>
    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null, string? id = null) =>
        await EndAsync(await StartAsync(name, input, id));

    public Task<OrchestrationMetadata> EndAsync(string id) => Client.WaitForInstanceCompletionAsync(id, true, Limit());

    /// <summary>Waits until the history has so many events of a kind.</summary>
    public async Task<IReadOnlyList<HistoryEvent>> HistoryAsync<T>(string id, int count = 1)
        where T : HistoryEvent
    {
        while (true)
        {
            var change = hub.Runtime.Waiters.NextChange(id);
            var history = await hub.HistoryAsync(id, CancellationToken.None);
            if (history.OfType<T>().Count() >= count)
                return history;
            await change.WaitAsync(Limit());
        }
    }

    /// <summary>Waits until the instance's state is as wanted.</summary>
    public async Task<OrchestrationMetadata> UntilAsync(string id, Func<OrchestrationMetadata, bool> wanted)
    {
        while (true)
        {
            var change = hub.Runtime.Waiters.NextChange(id);
            if (await Client.GetInstanceAsync(id, true) is { } found && wanted(found))
                return found;
            await change.WaitAsync(Limit());
        }
    }

    /// <summary>Waits until nothing is known of the instance any more.</summary>
    public async Task GoneAsync(string id)
    {
        while (true)
        {
            var change = hub.Runtime.Waiters.NextChange(id);
            if (await Client.GetInstanceAsync(id) is null)
                return;
            await change.WaitAsync(Limit());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await hub.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Only a hanging test meets it.</summary>
    public static CancellationToken Limit() => new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;

    private async Task OpenAsync(Action<DurableTaskRegistry> register, ILoggerFactory? loggers)
    {
        var registry = new DurableTaskRegistry();
        register(registry);
        hub = new(options(new() { StorePath = StorePath }), registry, Services, loggers ?? NullLoggerFactory.Instance, Time);
        await hub.StartAsync(CancellationToken.None);
    }
}

/// <summary>Lets an activity wait for the test, and the test for the activity.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Entered => entered.Task.WaitAsync(TestHub.Limit());

    public void Open() => opened.TrySetResult();

    public Task PassAsync()
    {
        entered.TrySetResult();
        return opened.Task.WaitAsync(TestHub.Limit());
    }
}

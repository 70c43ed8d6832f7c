using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;

namespace DurableTask.Sqlite.Tests;

/// <summary>
/// A worker of DurableTask.Core over a store in a folder of its own, with a clock that the test moves.
/// </summary>
internal sealed class TestHub : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dtsqlite-").FullName;
    private Func<SqliteOrchestrationServiceSettings, SqliteOrchestrationServiceSettings> _settings = given => given;
    private TaskHubWorker _worker = null!;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2025, 10, 28, 4, 0, 0, TimeSpan.Zero));

    /// <summary>The clock that the service goes by: that of the test, or the one that it was given instead.</summary>
    public TimeProvider Clock { get; private set; } = null!;

    public SqliteOrchestrationService Service { get; private set; } = null!;

    public TaskHubClient Client { get; private set; } = null!;

    public string StorePath => Path.Combine(_folder, "store", "hub.db");

    public static async Task<TestHub> StartAsync(
        Action<Code> register,
        ILoggerFactory? loggers = null,
        Func<SqliteOrchestrationServiceSettings, SqliteOrchestrationServiceSettings>? settings = null,
        TimeProvider? time = null
    )
    {
        var test = new TestHub { _settings = settings ?? (given => given) };
        test.Clock = time ?? test.Time;
        await test.OpenAsync(register, loggers);
        return test;
    }

    /// <summary>
    /// As after a crash: nothing is drained; then the store is opened again, perhaps with other code.
    /// </summary>
    public async Task CrashAndRestartAsync(Action<Code> register, ILoggerFactory? loggers = null)
    {
        await CrashAsync();
        await OpenAsync(register, loggers);
    }

    public async Task CrashAsync()
    {
        await Service.DisposeAsync();
        await _worker.StopAsync(isForced: true);
    }

    public Task StopWorkerAsync() => _worker.StopAsync(isForced: false);

    public Task StartWorkerAsync() => _worker.StartAsync();

    /// <summary>Another service of this process, not open yet.</summary>
    public SqliteOrchestrationService Other(string? storePath = null) =>
        new(new() { StorePath = storePath ?? StorePath }, NullLoggerFactory.Instance, Time);

    public Task<string> StartAsync(string name, object? input = null, string? id = null) =>
        StartAsync(name, input, id, null);

    public async Task<string> StartAsync(
        string name,
        object? input,
        string? id,
        OrchestrationStatus[]? dedupeStatuses
    ) =>
        (
            await Client.CreateOrchestrationInstanceAsync(name, "", id ?? $"{name}-1", input, null, dedupeStatuses)
        ).InstanceId;

    /// <summary>True when the id is refused as taken.</summary>
    public async Task<bool> IsTakenAsync(
        string name,
        object input,
        string id,
        OrchestrationStatus[]? dedupeStatuses = null
    )
    {
        try
        {
            await StartAsync(name, input, id, dedupeStatuses);
            return false;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return true;
        }
    }

    /// <summary>Starts an orchestration and waits for its end.</summary>
    public async Task<OrchestrationState> RunAsync(string name, object? input = null, string? id = null) =>
        await EndAsync(await StartAsync(name, input, id));

    public Task<OrchestrationState> EndAsync(string id) =>
        Service.WaitForOrchestrationAsync(id, null!, Timeout.InfiniteTimeSpan, Limit());

    public Task RaiseAsync(string id, string name, object data) =>
        Client.RaiseEventAsync(new OrchestrationInstance { InstanceId = id }, name, data);

    public Task SendAsync(string id, HistoryEvent what) => SendAsync(Service, id, what);

    public static Task SendAsync(SqliteOrchestrationService service, string id, HistoryEvent what) =>
        service.SendTaskOrchestrationMessageAsync(
            new TaskMessage
            {
                OrchestrationInstance = new() { InstanceId = id },
                Event = what,
            }
        );

    public async Task<OrchestrationState?> FindAsync(string id) =>
        (await Service.GetOrchestrationStateAsync(id, false)).FirstOrDefault();

    public async Task<JArray> HistoryAsync(string id) =>
        JArray.Parse(await Service.GetOrchestrationHistoryAsync(id, null!));

    public async Task<IReadOnlyList<EventType>> HistoryTypesAsync(string id) =>
        [.. (await HistoryAsync(id)).Select(item => (EventType)item["EventType"]!.Value<int>())];

    /// <summary>Waits until the history has so many events of a kind.</summary>
    public Task HistoryAsync(string id, EventType type, int count = 1) =>
        ChangedAsync(id, async () => (await HistoryTypesAsync(id)).Count(found => found == type) >= count);

    /// <summary>Waits until the instance's state is as wanted.</summary>
    public async Task<OrchestrationState> UntilAsync(string id, Func<OrchestrationState, bool> wanted)
    {
        OrchestrationState? found = null;
        await ChangedAsync(id, async () => (found = await FindAsync(id)) is not null && wanted(found));
        return found!;
    }

    public Task RunningAsync(string id) =>
        UntilAsync(id, state => state.OrchestrationStatus == OrchestrationStatus.Running);

    public Task GoneAsync(string id) => ChangedAsync(id, async () => await FindAsync(id) is null);

    /// <summary>Moves the clock, a step at a time, until a task has ended.</summary>
    public async Task<T> AdvanceUntilAsync<T>(Task<T> task, TimeSpan step)
    {
        while (!task.IsCompleted)
        {
            Limit().ThrowIfCancellationRequested();
            Time.Advance(step);
            await Task.Yield();
        }

        return await task;
    }

    public async ValueTask DisposeAsync()
    {
        await CrashAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Only a hanging test meets it.</summary>
    public static CancellationToken Limit() => new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token;

    private Task ChangedAsync(string id, Func<Task<bool>> wanted) =>
        Service.Store.Waiters.UntilAsync(id, async () => await wanted() ? id : null, Limit());

    private async Task OpenAsync(Action<Code> register, ILoggerFactory? loggers)
    {
        Service = new(_settings(new() { StorePath = StorePath }), loggers ?? NullLoggerFactory.Instance, Clock);
        await Service.CreateIfNotExistsAsync();
        Client = new TaskHubClient(Service);
        _worker = new TaskHubWorker(Service, loggers ?? NullLoggerFactory.Instance)
        {
            ErrorPropagationMode = ErrorPropagationMode.UseFailureDetails,
        };
        // Core stamps the start of a turn with the system's clock; a host puts its own there, as this does.
        _worker.AddOrchestrationDispatcherMiddleware(
            (context, next) =>
            {
                var turn = context
                    .GetProperty<OrchestrationRuntimeState>()
                    .NewEvents.OfType<OrchestratorStartedEvent>()
                    .Last();
                turn.Timestamp = Clock.GetUtcNow().UtcDateTime;
                return next();
            }
        );
        register(new Code(_worker));
        await _worker.StartAsync();
    }
}

using DurableTask.Core;
using DurableTask.Sqlite;
using FunctionsHost.Configuration;
using FunctionsHost.Hosting;
using FunctionsHost.Http.Keys;
using FunctionsHost.Timers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Tests.Small;

/// <summary>A store in the host's own folder, with as little around the provider as a host can do with.</summary>
internal sealed class SmallStore : IHostStore
{
    private readonly string _folder;
    private readonly SqliteOrchestrationService _hub;

    private SmallStore(string folder, SqliteOrchestrationService hub, TimeSpan sessionIdle)
    {
        (_folder, _hub, SessionIdle) = (folder, hub, sessionIdle);
        Schedules = new ScheduleFiles(Path.Combine(folder, "timers"));
    }

    public IOrchestrationService Engine => _hub;

    public IOrchestrationServiceClient Client => _hub;

    public TimeSpan? SessionIdle { get; }

    public Task<Exception> Lost { get; } = new TaskCompletionSource<Exception>().Task;

    public IScheduleStore Schedules { get; }

    public static SmallStore Open(
        AppHostOptions options,
        HostJson hostJson,
        IConfiguration settings,
        ILoggerFactory loggers
    )
    {
        SqliteOrchestrationServiceSettings own = new()
        {
            StorePath = Path.Combine(options.StoreFolder, "taskhub.db"),
            TaskHubName = hostJson.HubName,
        };
        SqliteOrchestrationService hub = new(own, loggers, options.Time);
        return new(options.StoreFolder, hub, own.ExtendedSessionIdleTimeout);
    }

    public Task<HostKeys> KeysAsync(CancellationToken cancellation) => Task.FromResult(KeyFile.ReadOrCreate(_folder));

    public string? Refusal(Exception error) => error is StoreUnusableException ? error.Message : null;

    public Task CloseAsync(CancellationToken cancellation) => Task.CompletedTask;

    public ValueTask DisposeAsync() => _hub.DisposeAsync();
}

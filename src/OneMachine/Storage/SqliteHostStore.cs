using CommerceAnalytics.OneMachine.Settings;
using DurableTask.Core;
using DurableTask.Sqlite;
using FunctionsHost.Configuration;
using FunctionsHost.Hosting;
using FunctionsHost.Http.Keys;
using FunctionsHost.Timers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.OneMachine.Storage;

/// <summary>The state of one host, in files of one folder.</summary>
internal sealed class SqliteHostStore : IHostStore
{
    private readonly string _folder;
    private readonly SqliteOrchestrationService _hub;

    /// <param name="folder">The folder; is there already.</param>
    /// <param name="hostJson">The hub's name and limits.</param>
    /// <param name="keepEnded">How long an orchestration that has ended stays.</param>
    /// <param name="loggers">Where it logs.</param>
    public SqliteHostStore(
        string folder,
        HostJson hostJson,
        TimeSpan keepEnded,
        TimeProvider time,
        ILoggerFactory loggers
    )
    {
        _folder = Path.GetFullPath(folder);
        SqliteOrchestrationServiceSettings settings = new()
        {
            StorePath = Path.Combine(_folder, "taskhub.db"),
            TaskHubName = hostJson.HubName,
            MaxConcurrentActivities = hostJson.MaxConcurrentActivities,
            MaxConcurrentOrchestrations = hostJson.MaxConcurrentOrchestrations,
            KeepEnded = keepEnded,
        };
        SessionIdle = settings.ExtendedSessionIdleTimeout;
        _hub = new(settings, loggers, time);
        Schedules = new ScheduleFiles(Path.Combine(_folder, "timers"));
        Lost = LostAsync();
    }

    /// <inheritdoc cref="HostStoreFactory"/>
    public static SqliteHostStore Open(
        AppHostOptions options,
        HostJson hostJson,
        IConfiguration settings,
        ILoggerFactory loggers
    )
    {
        var own = settings.GetSection(LocalHostSettings.Section).Get<LocalHostSettings>() ?? new();
        var keepEnded = TimeSpan.FromDays(own.KeepFinishedDays);
        return new(options.StoreFolder, hostJson, keepEnded, options.Time, loggers);
    }

    public IOrchestrationService Engine => _hub;

    public IOrchestrationServiceClient Client => _hub;

    public TimeSpan? SessionIdle { get; }

    public Task<Exception> Lost { get; }

    public IScheduleStore Schedules { get; }

    public Task<HostKeys> KeysAsync(CancellationToken cancellation) => Task.FromResult(KeyFile.ReadOrCreate(_folder));

    public string? Refusal(Exception error) => error is StoreUnusableException ? error.Message : null;

    /// <summary>Nobody else could do it.</summary>
    public Task CloseAsync(CancellationToken cancellation) => Task.CompletedTask;

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private async Task<Exception> LostAsync() => await _hub.StoreLost;
}

using DurableTask.Core;
using FunctionsHost.Configuration;
using FunctionsHost.Http.Keys;
using FunctionsHost.Timers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Hosting;

/// <summary>
/// The state of a host, and what of it other hosts share: a provider of DurableTask.Core, keys, and where timers are.
/// </summary>
public interface IHostStore : IAsyncDisposable
{
    /// <summary>The task hub as the engine works on it.</summary>
    IOrchestrationService Engine { get; }

    /// <summary>The task hub as clients see it.</summary>
    IOrchestrationServiceClient Client { get; }

    /// <summary>
    /// How long an orchestration without work stays in memory, in the store's and in the worker's alike; null where it
    /// does not.
    /// </summary>
    TimeSpan? SessionIdle { get; }

    /// <summary>
    /// Ends, with what was found, when the store turns out to be damaged: no orchestration goes on then.
    /// </summary>
    Task<Exception> Lost { get; }

    /// <summary>Where timers are in their schedules.</summary>
    IScheduleStore Schedules { get; }

    /// <summary>The keys that callers must show; made on first use.</summary>
    /// <exception cref="HostStateException">They cannot be read or made.</exception>
    Task<HostKeys> KeysAsync(CancellationToken cancellation);

    /// <summary>
    /// What to tell a person where an error of the task hub says that it cannot be used at all; null for any other
    /// error.
    /// </summary>
    /// <param name="error">What the task hub threw.</param>
    string? Refusal(Exception error);

    /// <summary>Before the engine stops: takes in nothing more that other hosts could do.</summary>
    /// <param name="cancellation">Waits no longer.</param>
    Task CloseAsync(CancellationToken cancellation);
}

/// <summary>Makes a host's store. Nothing is opened yet, and nothing written.</summary>
/// <param name="options">The host's: its folder, which is there, and its clock.</param>
/// <param name="hostJson">The hub's name and limits.</param>
/// <param name="loggers">Where the store logs.</param>
public delegate IHostStore HostStoreFactory(
    AppHostOptions options,
    HostJson hostJson,
    IConfiguration settings,
    ILoggerFactory loggers
);

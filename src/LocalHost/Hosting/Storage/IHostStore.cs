using CommerceAnalytics.LocalHost.Http.Keys;
using CommerceAnalytics.LocalHost.Timers;
using DurableTask.Core;
using DurableTask.Sqlite;

namespace CommerceAnalytics.LocalHost.Hosting.Storage;

/// <summary>The state of a host, and what of it other hosts share.</summary>
internal interface IHostStore : IAsyncDisposable
{
    /// <summary>The task hub as the engine works on it.</summary>
    IOrchestrationService Engine { get; }

    /// <summary>The task hub as clients see it.</summary>
    IOrchestrationServiceClient Client { get; }

    /// <summary>How long an orchestration without work stays in memory, in the store's and in the worker's alike; null where it does not.</summary>
    TimeSpan? SessionIdle { get; }

    /// <summary>Ends when the store turns out to be damaged: no orchestration goes on then.</summary>
    Task<StoreUnusableException> Lost { get; }

    /// <summary>Where timers are in their schedules.</summary>
    IScheduleStore Schedules { get; }

    /// <summary>The keys that callers must show; made on first use.</summary>
    /// <exception cref="Failures.FailureException">They cannot be read or made.</exception>
    Task<HostKeys> KeysAsync(CancellationToken cancellation);

    /// <summary>Before the engine stops: takes in nothing more that other hosts could do.</summary>
    /// <param name="cancellation">Waits no longer.</param>
    Task CloseAsync(CancellationToken cancellation);
}

using Microsoft.Extensions.Logging;

namespace FunctionsHost.Isolated;

/// <summary>Which app a worker runs, and how long is waited for it.</summary>
public sealed record IsolatedWorkerOptions
{
    /// <summary>The published app: what <c>dotnet publish</c> made. Nothing in it is ever changed.</summary>
    public required string AppFolder { get; init; }

    /// <summary>
    /// Where the running worker is recorded (<c>worker.json</c>), beside the store that it works on: a former host's
    /// worker is found there and ended before anything is dispatched. Two hosts must not have the same.
    /// </summary>
    public required string StateFolder { get; init; }

    /// <summary>
    /// Where the host and its worker log to. The worker's logs keep their categories, and are filtered by them.
    /// </summary>
    public required ILoggerFactory Loggers { get; init; }

    /// <summary>
    /// The app's settings, its environment variables; a colon in a name becomes <c>__</c>. They hide inherited ones.
    /// </summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>How long a worker may take from its start until its functions can run. 60 s unless set.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a call waits for a worker that is being restarted. 30 s unless set.</summary>
    public TimeSpan RestartWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a former host's worker is given to end by itself before it is killed. 5 s unless set.
    /// </summary>
    public TimeSpan SurvivorGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The clock of every wait.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Makes the ids of invocations.</summary>
    public Func<Guid> NewId { get; init; } = Guid.CreateVersion7;
}

namespace LocalAws.Athena.Queries;

/// <summary>How queries are run.</summary>
/// <param name="MaxRunning">Statements in the engine side by side.</param>
/// <param name="MaxActiveDml">DML queries, running and queued.</param>
/// <param name="MaxActiveDdl">DDL queries, running and queued.</param>
/// <param name="CtasLatency">Simulated time of every CTAS.</param>
/// <param name="KeepPartialFiles">Whether what fails leaves its files.</param>
/// <param name="Reached">Told of each step that leaves something on disk.</param>
internal sealed record QueryLimits(
    int MaxRunning,
    int MaxActiveDml,
    int MaxActiveDdl,
    TimeSpan CtasLatency,
    bool KeepPartialFiles,
    Action<string> Reached
)
{
    public static QueryLimits Of(LocalAwsOptions options) =>
        new(
            options.MaxRunningQueries,
            options.MaxActiveQueries,
            options.MaxActiveDdlQueries,
            options.AthenaLatency,
            options.KeepPartialFiles,
            options.Reached
        );
}

/// <summary>A query under way.</summary>
internal sealed class RunningQuery(CancellationTokenSource cancellation) : IDisposable
{
    private readonly Lock _gate = new();
    private bool _disposed;

    public CancellationToken Token { get; } = cancellation.Token;

    public Task Task { get; set; } = Task.CompletedTask;

    /// <summary>Whether it was asked to stop, not only the process.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Asks it to stop, unless it has just ended.</summary>
    public void Stop()
    {
        IsStopped = true;
        lock (_gate)
        {
            if (!_disposed)
                _ = cancellation.CancelAsync();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            cancellation.Dispose();
        }
    }
}

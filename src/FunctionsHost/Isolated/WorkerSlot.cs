using FunctionsHost.Workers;

namespace FunctionsHost.Isolated;

/// <summary>The one worker that runs now; who needs it while there is none waits for the next.</summary>
/// <param name="wait">How long.</param>
/// <param name="time">The clock of the wait.</param>
internal sealed class WorkerSlot(TimeSpan wait, TimeProvider time)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource<RunningWorker> _next = New();
    private bool _closed;

    /// <summary>The worker that was set last, lost or not; null before the first.</summary>
    public RunningWorker? Last { get; private set; }

    /// <summary>Gives the worker to all who wait.</summary>
    public void Set(RunningWorker worker)
    {
        lock (_lock)
        {
            Last = worker;
            if (_closed)
                return;
            if (_next.Task.IsCompleted)
                _next = New();
            _next.SetResult(worker);
        }
    }

    /// <summary>Gives no worker any more; who waits for one waits no longer.</summary>
    /// <returns>False when it was closed before.</returns>
    public bool Close()
    {
        lock (_lock)
        {
            if (_closed)
                return false;
            _closed = true;
            _next.TrySetException(Stopping());
            // Seen here: perhaps nobody waits.
            _ = _next.Task.Exception;
            return true;
        }
    }

    /// <summary>The worker that runs.</summary>
    /// <exception cref="WorkerAbsentException">There was none in time, or the host stops.</exception>
    public async Task<RunningWorker> GetAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                var worker = await NextAsync().WaitAsync(wait, time, cancellation);
                if (!worker.IsLost)
                    return worker;
            }
            catch (TimeoutException)
            {
                throw new WorkerAbsentException(
                    $"The worker was lost and did not come back within {wait.TotalSeconds:0.#} s."
                );
            }
        }
    }

    private Task<RunningWorker> NextAsync()
    {
        lock (_lock)
        {
            if (_closed)
                throw Stopping();
            if (Last is { IsLost: true } && _next.Task.IsCompleted)
                _next = New();
            return _next.Task;
        }
    }

    private static WorkerAbsentException Stopping() => new("The host is stopping.");

    private static TaskCompletionSource<RunningWorker> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

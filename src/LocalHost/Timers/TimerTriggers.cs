using System.Collections.Concurrent;

namespace CommerceAnalytics.LocalHost.Timers;

/// <summary>All timers of the app.</summary>
/// <param name="timers">The timers, one per function.</param>
internal sealed class TimerTriggers(IReadOnlyList<ScheduledTimer> timers) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, string> _firings = new();

    /// <summary>Starts every schedule; a run missed while the host was down begins at once.</summary>
    /// <exception cref="IOException">The schedule status cannot be written.</exception>
    public void Start()
    {
        foreach (var timer in timers)
        {
            var atOnce = timer.Open();
            Keep(timer.Name, () => timer.RunAsync(atOnce, _stopping.Token));
        }
    }

    /// <summary>Begins one run outside of the schedule, which stays as it is.</summary>
    /// <returns>False when no timer has that name, or the host is stopping.</returns>
    public bool RunNow(string name)
    {
        var timer = timers.FirstOrDefault(timer => timer.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (timer is null || _stopping.IsCancellationRequested)
            return false;
        Keep(timer.Name, () => timer.FireAsync(FiringReason.Manual));
        return true;
    }

    /// <summary>Starts no more firings and waits for those that run, until <paramref name="drained"/> fires.</summary>
    public async Task StopAsync(CancellationToken drained)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_firings.Keys).WaitAsync(drained).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    // On the thread pool: a function that blocks must not hold up the host's start or the answer to a request.
    private void Keep(string name, Func<Task> work)
    {
        var task = Task.Run(work);
        _firings[task] = name;
        _ = task.ContinueWith(done => _firings.TryRemove(done, out _), TaskScheduler.Default);
    }
}

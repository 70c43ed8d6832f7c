using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Timers;

/// <summary>All timers of the app.</summary>
/// <param name="timers">The timers, one per function.</param>
/// <param name="store">Where their schedules stand, and which host fires each.</param>
/// <param name="logger">Where it logs.</param>
/// <param name="machine">The machine's own clock, by which leases end, whatever clock drives the timers.</param>
internal sealed class TimerTriggers(
    IReadOnlyList<ScheduledTimer> timers,
    IScheduleStore store,
    ILogger logger,
    TimeProvider? machine = null
) : IDisposable
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, string> _firings = new();

    /// <summary>
    /// Starts every schedule that no other host has; a run missed while no host was up begins at once.
    /// </summary>
    /// <exception cref="IOException">The schedule status cannot be written.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        foreach (var timer in timers)
        {
            var hold = await store.TryTakeAsync(timer.Name, cancellation);
            var atOnce = hold is null ? null : await timer.OpenAsync(hold, cancellation);
            if (hold is null)
                logger.TimerElsewhere(timer.Name);
            Keep(timer.Name, () => RunAsync(timer, hold, atOnce));
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

    /// <summary>Fires a timer while it is this host's, and takes it whenever no host has it.</summary>
    private async Task RunAsync(ScheduledTimer timer, ITimerHold? hold, FiringReason? atOnce)
    {
        while (!_stopping.IsCancellationRequested)
        {
            if (hold is not null)
                await RunHeldAsync(timer, hold, atOnce);
            (hold, atOnce) = await TakeAsync(timer);
        }

        if (hold is not null)
            await hold.DisposeAsync();
    }

    private async Task RunHeldAsync(ScheduledTimer timer, ITimerHold hold, FiringReason? atOnce)
    {
        await using (hold)
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, hold.Lost);
            await timer.RunAsync(atOnce, ending.Token);
            timer.Close();
        }
    }

    /// <summary>One try to take the timer, after a while.</summary>
    private async Task<(ITimerHold? Hold, FiringReason? AtOnce)> TakeAsync(ScheduledTimer timer)
    {
        ITimerHold? hold = null;
        try
        {
            await Task.Delay(BetweenTries, machine ?? TimeProvider.System, _stopping.Token);
            hold = await store.TryTakeAsync(timer.Name, _stopping.Token);
            return (hold, hold is null ? null : await timer.OpenAsync(hold, _stopping.Token));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return (hold, null);
        }
        catch (Exception e)
        {
            // Whatever it was: else the timer would never fire again.
            logger.TimerNotTaken(timer.Name, e);
            if (hold is not null)
                await hold.DisposeAsync();
            return (null, null);
        }
    }

    // On the thread pool: a function that blocks must not hold up the host's start or the answer to a request.
    private void Keep(string name, Func<Task> work)
    {
        var task = Task.Run(work);
        _firings[task] = name;
        _ = task.ContinueWith(done => _firings.TryRemove(done, out _), TaskScheduler.Default);
    }
}

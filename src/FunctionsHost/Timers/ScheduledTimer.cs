using FunctionsHost.Workers;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Timers;

/// <summary>Why a timer fires.</summary>
internal enum FiringReason
{
    /// <summary>Its occurrence is due.</summary>
    Scheduled = 0,

    /// <summary>An occurrence went by while the host was down.</summary>
    PastDue = 1,

    /// <summary>The host started, and the trigger says <c>RunOnStartup</c>.</summary>
    Startup = 2,

    /// <summary>A person asked for it.</summary>
    Manual = 3,
}

/// <summary>
/// Fires one timer function by its schedule, by the rules of the Functions host's timer listener: several missed
/// occurrences fire once; a function is given the status from before the firing, so that <c>ScheduleStatus.Next</c> is
/// the occurrence that is due.
/// </summary>
/// <param name="function">What fires.</param>
/// <param name="off">
/// How far from its occurrence the next firing comes, negative for early; null: on time. In Azure timers are a moment
/// off either way.
/// </param>
internal sealed class ScheduledTimer(
    TimerFunction function,
    TimeProvider time,
    ILogger logger,
    Func<TimeSpan>? off = null
)
{
    // Waits end by a clock that neither jumps nor sleeps with the machine, schedules go by one that does: look again
    // every so often.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private ScheduleState? _state;
    private ITimerHold? _hold;
    private TimeSpan _off = off?.Invoke() ?? TimeSpan.Zero;

    public string Name => function.Name;

    /// <summary>
    /// Where the timer is in its schedule; null before <see cref="OpenAsync"/>, and while another host fires it.
    /// </summary>
    public ScheduleState? State => _state;

    /// <summary>
    /// Fires whenever it is due, until stopped; a firing that has begun is waited for, one that could not begin is tried
    /// again.
    /// </summary>
    /// <param name="atOnce">What <see cref="OpenAsync"/> told.</param>
    /// <param name="stopping">Ends the schedule.</param>
    public async Task RunAsync(FiringReason? atOnce, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            if (atOnce is null && !await DueAsync(stopping))
                return;
            var began = await FireAsync(atOnce ?? FiringReason.Scheduled);
            if (began)
                atOnce = null;
        }
    }

    /// <summary>Takes up the schedule where it was left, and tells whether the timer must fire at once.</summary>
    /// <param name="hold">The timer, which is this host's now.</param>
    /// <exception cref="IOException">The state cannot be read or written.</exception>
    public async Task<FiringReason?> OpenAsync(ITimerHold hold, CancellationToken cancellation)
    {
        _hold = hold;
        var now = time.GetUtcNow();
        var known = function.UseMonitor ? await ReadAsync(hold, cancellation) : null;
        _state = known is null ? Anew(now) : FollowingSchedule(known, now);
        if (function.UseMonitor && _state != known)
            await hold.WriteAsync(_state);
        if (now > _state.Next)
        {
            logger.TimerPastDue(Name, _state.Next);
            return FiringReason.PastDue;
        }

        logger.NextOccurrence(Name, _state.Next, function.ScheduleText);
        return function.RunOnStartup ? FiringReason.Startup : null;
    }

    /// <summary>Runs the function once; its failure is logged and does not end the schedule.</summary>
    /// <returns>
    /// False where the function never began, since its worker is away: the schedule stays where it is. One that began
    /// and was lost counts as fired, or it would run twice.
    /// </returns>
    public async Task<bool> FireAsync(FiringReason firing)
    {
        var started = time.GetUtcNow();
        var before = _state;
        logger.TimerFires(Name, firing);
        try
        {
            var status = function.UseMonitor ? before?.ToStatus() : null;
            await function.Run(new() { IsPastDue = firing == FiringReason.PastDue, ScheduleStatus = status });
        }
        catch (WorkerAbsentException e) when (firing != FiringReason.Manual)
        {
            logger.TimerNotBegun(Name, e.Message);
            return false;
        }
        catch (Exception e)
        {
            logger.TimerFailed(Name, e);
        }

        if (firing == FiringReason.Manual)
            return true;
        // Of a firing that comes early its occurrence is still ahead: counted from the present it would fire twice.
        await AdvanceAsync(firing == FiringReason.Scheduled && before!.Next > started ? before.Next : started);
        _off = off?.Invoke() ?? TimeSpan.Zero;
        return true;
    }

    /// <summary>Another host fires it from now on.</summary>
    public void Close() => (_hold, _state) = (null, null);

    /// <summary>
    /// Without a state that can be read the schedule begins anew: better than a timer that never fires again.
    /// </summary>
    private async Task<ScheduleState?> ReadAsync(ITimerHold hold, CancellationToken cancellation)
    {
        try
        {
            return await hold.ReadAsync(cancellation);
        }
        catch (ScheduleUnreadableException e)
        {
            logger.ScheduleStateUnreadable(Name, e.Place, e.InnerException!);
            return null;
        }
    }

    /// <summary>
    /// A changed schedule counts from where the old one stood, but does not make the past due all at once.
    /// </summary>
    private ScheduleState FollowingSchedule(ScheduleState known, DateTimeOffset now)
    {
        if (AfterSettingBack(known, now) is { } anew)
            return anew;
        var counted = known.Last ?? known.LastUpdated;
        var expected = function.Schedule.Next(counted);
        if (expected == known.Next)
            return known;
        return now > expected ? Anew(now) : new(Last: null, expected, counted);
    }

    private ScheduleState Anew(DateTimeOffset now) => new(Last: null, function.Schedule.Next(now), now);

    /// <summary>
    /// The schedule begun anew where the clock was ahead when the state was made, and has been set right: the timer
    /// would wait until then, for years if need be. Null otherwise, and where no occurrence would be left out.
    /// </summary>
    private ScheduleState? AfterSettingBack(ScheduleState state, DateTimeOffset now)
    {
        var anew = Anew(now);
        if (anew.Next >= state.LastUpdated)
            return null;
        logger.ClockSetBack(Name, state.LastUpdated);
        return anew;
    }

    private Task AdvanceAsync(DateTimeOffset fired) => KeepAsync(new(fired, function.Schedule.Next(fired), fired));

    private async Task KeepAsync(ScheduleState state)
    {
        _state = state;
        logger.NextOccurrence(Name, _state.Next, function.ScheduleText);
        if (!function.UseMonitor)
            return;
        try
        {
            await _hold!.WriteAsync(_state);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.ScheduleStateNotKept(Name, e);
        }
    }

    /// <summary>Waits for the next occurrence; false when stopped first.</summary>
    private async Task<bool> DueAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var now = time.GetUtcNow();
            if (AfterSettingBack(_state!, now) is { } anew)
                await KeepAsync(anew);
            var left = _state!.Next + _off - now;
            if (left <= TimeSpan.Zero)
                return true;
            // Rounded up, since delays end on whole milliseconds: a timer fires early only where it is told to.
            var wait =
                left < LongestWait ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : LongestWait;
            var waiting = Task.Delay(wait, time, stopping);
            // The clock may have been set forward since it was read: then the wait would end that much too late.
            if (time.GetUtcNow() >= _state.Next + _off)
                return true;
            await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return false;
    }
}

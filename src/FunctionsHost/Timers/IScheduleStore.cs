namespace FunctionsHost.Timers;

/// <summary>Keeps where each timer is in its schedule, and which host fires it.</summary>
public interface IScheduleStore
{
    /// <summary>Takes a timer for this host alone.</summary>
    /// <param name="timer">Its function's name.</param>
    /// <returns>Null while another host has it.</returns>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    Task<ITimerHold?> TryTakeAsync(string timer, CancellationToken cancellation);
}

/// <summary>A timer that this host alone fires; given up when disposed.</summary>
public interface ITimerHold : IAsyncDisposable
{
    /// <summary>Cancelled when another host may fire the timer.</summary>
    CancellationToken Lost { get; }

    /// <summary>The state, or null when there is none yet.</summary>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    /// <exception cref="ScheduleUnreadableException">What is kept is no state.</exception>
    Task<ScheduleState?> ReadAsync(CancellationToken cancellation);

    /// <summary>Keeps the state; a kill leaves the old one or the new.</summary>
    /// <param name="state">Where the timer is now.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    Task WriteAsync(ScheduleState state);
}

/// <summary>What is kept of a timer's schedule is damaged.</summary>
/// <param name="place">Where it is kept: a path or an address.</param>
/// <param name="inner">What is wrong with it.</param>
public sealed class ScheduleUnreadableException(string place, Exception inner)
    : Exception($"The schedule status in {place} cannot be read: {inner.Message}", inner)
{
    /// <summary>Where it is kept: a path or an address.</summary>
    public string Place => place;
}

namespace CommerceAnalytics.LocalHost.Timers;

/// <summary>Keeps where each timer is in its schedule, and which host fires it.</summary>
internal interface IScheduleStore
{
    /// <summary>Takes a timer for this host alone.</summary>
    /// <returns>Null while another host has it.</returns>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    Task<ITimerHold?> TryTakeAsync(string timer, CancellationToken cancellation);
}

/// <summary>A timer that this host alone fires; given up when disposed.</summary>
internal interface ITimerHold : IAsyncDisposable
{
    /// <summary>Cancelled when another host may fire the timer.</summary>
    CancellationToken Lost { get; }

    /// <summary>The state, or null when there is none that can be read.</summary>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    Task<ScheduleState?> ReadAsync(CancellationToken cancellation);

    /// <summary>Keeps the state; a kill leaves the old one or the new.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    Task WriteAsync(ScheduleState state);
}

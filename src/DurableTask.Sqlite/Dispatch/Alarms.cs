namespace DurableTask.Sqlite.Dispatch;

/// <summary>Wakes things at their times: one timer of the clock, set for the earliest.</summary>
internal sealed class Alarms<T> : IDisposable
{
    // Timers stand still while a machine sleeps, and do not follow a clock that is set: it is read again each minute.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly PriorityQueue<T, DateTimeOffset> _due = new();
    private readonly HashSet<(DateTimeOffset At, T What)> _set = [];
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Action<T> _wake;
    private readonly ITimer _timer;
    private DateTimeOffset _armedFor = DateTimeOffset.MaxValue;
    private bool _disposed;

    public Alarms(TimeProvider time, Action<T> wake)
    {
        (_time, _wake) = (time, wake);
        // The timer is nobody's: whoever opens the store is not the one it works for.
        using var alone = ExecutionContext.SuppressFlow();
        _timer = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Wakes something at a time; an alarm that is set already stays the only one.</summary>
    public void Set(DateTimeOffset at, T what)
    {
        lock (_gate)
        {
            if (!_set.Add((at, what)))
                return;
            _due.Enqueue(what, at);
            if (at < _armedFor)
                Arm();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timer.Dispose();
        }
    }

    private void Ring()
    {
        lock (_gate)
        {
            while (_due.TryPeek(out var what, out var at) && at <= _time.GetUtcNow())
            {
                _due.Dequeue();
                _set.Remove((at, what));
                _wake(what);
            }

            Arm();
        }
    }

    private void Arm()
    {
        _armedFor = DateTimeOffset.MaxValue;
        if (_disposed || !_due.TryPeek(out _, out var at))
            return;
        _armedFor = at;
        var wait = at - _time.GetUtcNow();
        // Rounded up to the clock's milliseconds: a timer that rings early would ring again and again.
        var rounded =
            wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        _timer.Change(rounded < Longest ? rounded : Longest, Timeout.InfiniteTimeSpan);
    }
}

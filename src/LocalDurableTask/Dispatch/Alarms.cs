namespace LocalDurableTask.Dispatch;

/// <summary>Wakes instances at their times: one timer of the clock, set for the earliest.</summary>
internal sealed class Alarms : IDisposable
{
    // The clock's timers take at most some 49 days.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly PriorityQueue<string, DateTimeOffset> due = new();
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly Action<string> wake;
    private readonly ITimer timer;
    private bool disposed;

    public Alarms(TimeProvider time, Action<string> wake)
    {
        (this.time, this.wake) = (time, wake);
        timer = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Set(DateTimeOffset at, string instanceId)
    {
        lock (gate)
        {
            due.Enqueue(instanceId, at);
            Rearm();
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            timer.Dispose();
        }
    }

    private void Ring()
    {
        lock (gate)
        {
            while (due.TryPeek(out var instanceId, out var at) && at <= time.GetUtcNow())
            {
                due.Dequeue();
                wake(instanceId);
            }

            Rearm();
        }
    }

    private void Rearm()
    {
        if (disposed || !due.TryPeek(out _, out var at))
            return;
        var wait = at - time.GetUtcNow();
        // Rounded up to the clock's milliseconds: a timer that rings early would ring again and again.
        var rounded = wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        timer.Change(rounded < Longest ? rounded : Longest, Timeout.InfiniteTimeSpan);
    }
}

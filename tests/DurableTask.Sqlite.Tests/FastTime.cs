namespace DurableTask.Sqlite.Tests;

/// <summary>A clock that runs a number of times as fast as the system's, from a given time on.</summary>
internal sealed class FastTime(DateTimeOffset epoch, double speed) : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => epoch + ((System.GetUtcNow() - _start) * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FastTimer(System.CreateTimer(callback, state, Real(dueTime), Real(period)), this);

    private TimeSpan Real(TimeSpan fast) =>
        fast <= TimeSpan.Zero ? fast : TimeSpan.FromMilliseconds(Math.Ceiling(fast.TotalMilliseconds / speed));

    private sealed class FastTimer(ITimer timer, FastTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(time.Real(dueTime), time.Real(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}

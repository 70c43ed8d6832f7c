namespace DurableTask.Sqlite.Tests;

/// <summary>A clock that runs so many times as fast as the machine's.</summary>
internal sealed class FastTime(double times) : TimeProvider
{
    private readonly DateTimeOffset _epoch = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => _epoch + ((System.GetUtcNow() - _epoch) * times);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(System.CreateTimer(callback, state, Real(dueTime), Real(period)), this);

    private TimeSpan Real(TimeSpan wait) =>
        wait <= TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds / times));

    private sealed class Timer(ITimer real, FastTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => real.Change(time.Real(dueTime), time.Real(period));

        public void Dispose() => real.Dispose();

        public ValueTask DisposeAsync() => real.DisposeAsync();
    }
}

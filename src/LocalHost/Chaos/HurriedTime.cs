namespace CommerceAnalytics.LocalHost.Chaos;

/// <summary>
/// A clock that runs so many times as fast as another, so that waits that grow to minutes take seconds. All processes that set it at the same
/// epoch have the same time.
/// </summary>
internal sealed class HurriedTime(TimeProvider real, DateTimeOffset epoch, int haste = 10) : TimeProvider
{
    public override long TimestampFrequency => real.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => epoch + ((real.GetUtcNow() - epoch) * haste);

    public override long GetTimestamp() => real.GetTimestamp() * haste;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new HurriedTimer(real.CreateTimer(callback, state, Real(dueTime), Real(period)), this);

    private TimeSpan Real(TimeSpan hurried) => hurried == Timeout.InfiniteTimeSpan ? hurried : hurried / haste;

    private sealed class HurriedTimer(ITimer timer, HurriedTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(time.Real(dueTime), time.Real(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}

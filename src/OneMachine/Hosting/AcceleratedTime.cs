namespace CommerceAnalytics.OneMachine.Hosting;

/// <summary>
/// A clock that runs so many times as fast as another: what waits for an hour waits for a minute, all of it scaled
/// alike. Two that were set at the same epoch, in two processes too, have the same time.
/// </summary>
/// <remarks>
/// Work takes as long as it takes: what the program itself needs counts that many times as much as it would in real
/// time.
/// </remarks>
/// <param name="real">The clock that it runs faster than.</param>
/// <param name="epoch">When both showed the same time.</param>
/// <param name="speed">How many times as fast; at least 1.</param>
internal sealed class AcceleratedTime(TimeProvider real, DateTimeOffset epoch, double speed) : TimeProvider
{
    // No real timer waits longer than this.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    public override long TimestampFrequency => real.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => epoch + ((real.GetUtcNow() - epoch) * speed);

    public override long GetTimestamp() => (long)(real.GetTimestamp() * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new HurriedTimer(real.CreateTimer(callback, state, Real(dueTime), Real(period)), this);

    /// <summary>
    /// In whole milliseconds, upwards: a real timer drops what is less, and one whose period became 0 would fire once.
    /// </summary>
    private TimeSpan Real(TimeSpan hurried)
    {
        if (hurried <= TimeSpan.Zero)
            return hurried;
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling(hurried.TotalMilliseconds / speed));
        return wait < Longest ? wait : Longest;
    }

    private sealed class HurriedTimer(ITimer timer, AcceleratedTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(time.Real(dueTime), time.Real(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}

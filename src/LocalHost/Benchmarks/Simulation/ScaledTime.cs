namespace CommerceAnalytics.LocalHost.Benchmarks.Simulation;

/// <summary>A clock that runs so many times as fast as the real one: an hour of queries in a minute, with everything that waits scaled alike.</summary>
/// <remarks>Work takes as long as it takes: what the program itself needs counts that many times as much as it would in real time.</remarks>
internal sealed class ScaledTime(TimeProvider real, double factor) : TimeProvider
{
    // A timer that is due at once must not be lost in rounding, and no real timer waits longer than this.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    private readonly DateTimeOffset _start = real.GetUtcNow();
    private readonly long _startedAt = real.GetTimestamp();

    public override long TimestampFrequency => real.TimestampFrequency;

    public override long GetTimestamp() => (long)((real.GetTimestamp() - _startedAt) * factor);

    public override DateTimeOffset GetUtcNow() => _start + (real.GetElapsedTime(_startedAt) * factor);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(real.CreateTimer(callback, state, Scaled(dueTime), Scaled(period)), this);

    private TimeSpan Scaled(TimeSpan time)
    {
        if (time <= TimeSpan.Zero)
            return time;
        var scaled = time / factor;
        return scaled < Longest ? scaled : Longest;
    }

    private sealed class ScaledTimer(ITimer timer, ScaledTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(time.Scaled(dueTime), time.Scaled(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}

using Microsoft.Extensions.Time.Testing;

namespace CommerceAnalytics.Functions.Tests.Fakes;

/// <summary>
/// A clock that can jump to the end of whatever is waited for: code that waits and tries again is tested without a
/// wait.
/// </summary>
internal sealed class JumpingTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    /// <summary>Whether it jumps; otherwise it stands until it is set.</summary>
    public bool Jumps { get; set; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (Jumps && dueTime > TimeSpan.Zero)
            Advance(dueTime);
        return timer;
    }
}

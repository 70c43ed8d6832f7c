namespace FunctionsHost.Tests.Durable;

/// <summary>A clock that runs a number of times as fast as the system's, from a given time on.</summary>
internal sealed class FastTime(DateTimeOffset epoch, double speed) : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => epoch + ((System.GetUtcNow() - _start) * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling(dueTime.TotalMilliseconds / speed));
        return System.CreateTimer(callback, state, wait, period);
    }
}

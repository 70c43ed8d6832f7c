using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace LocalAws.Tests.Wire;

/// <summary>A clock that says when someone waits on it, so that a test need not guess when to move it on.</summary>
internal sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Channel<TimeSpan> _timers = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _timers.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Waits for someone to wait, and moves the clock on by what they wait for.</summary>
    public async Task<TimeSpan> PassNextAsync()
    {
        var due = await _timers.Reader.ReadAsync();
        Advance(due);
        return due;
    }
}

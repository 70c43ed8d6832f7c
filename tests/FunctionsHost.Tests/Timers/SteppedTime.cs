using Microsoft.Extensions.Time.Testing;

namespace FunctionsHost.Tests.Timers;

/// <summary>A clock that goes on only once somebody waits for it, so that tests neither sleep nor race.</summary>
internal sealed class SteppedTime(DateTimeOffset start) : FakeTimeProvider(start), IDisposable
{
    private readonly SemaphoreSlim _waits = new(0);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Release();
        return timer;
    }

    public Task WaitedAsync() => _waits.WaitAsync();

    public async Task StepAsync(TimeSpan by)
    {
        await WaitedAsync();
        Advance(by);
    }

    public void Dispose() => _waits.Dispose();
}

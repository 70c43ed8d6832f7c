using FunctionsHost.Tests.Small;
using FunctionsHost.Timers;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsHost.Tests.Timers;

public class TimerTriggersTests
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset Evening = new(2026, 11, 22, 21, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task Run_StoreFailsInAWayOfItsOwn_IsAskedAgain()
    {
        using var folder = new TestFolder();
        using var time = new SteppedTime(Evening);
        var (log, fired) = (new RecordedLog(), new TaskCompletionSource());
        var store = new FailingStore(new ScheduleFiles(folder.Path));
        using var triggers = new TimerTriggers([Timer(time, log, fired)], store, log, time);
        await triggers.StartAsync(CancellationToken.None);

        await time.StepAsync(BetweenTries).WaitAsync(Limit);
        await time.StepAsync(BetweenTries).WaitAsync(Limit);

        await fired.Task.WaitAsync(Limit);
        log.Ids.Take(2).ShouldBe([5106, 5109]);
        await triggers.StopAsync(CancellationToken.None);
    }

    private static ScheduledTimer Timer(TimeProvider time, RecordedLog log, TaskCompletionSource fired)
    {
        const string Nightly = "0 0 4 * * *";
        TimerFunction function = new(
            nameof(Nightly),
            TimerSchedule.Parse(Nightly)!,
            Nightly,
            UseMonitor: true,
            RunOnStartup: true,
            FireAsync
        );
        return new(function, time, log);

        Task FireAsync(TimerInfo firing)
        {
            fired.SetResult();
            return Task.CompletedTask;
        }
    }

    /// <summary>Another host has the timer, then the store fails, then the timer is free.</summary>
    private sealed class FailingStore(IScheduleStore store) : IScheduleStore
    {
        private int _asked;

        public Task<ITimerHold?> TryTakeAsync(string timer, CancellationToken cancellation) =>
            ++_asked switch
            {
                1 => Task.FromResult<ITimerHold?>(null),
                2 => throw new TimeoutException("no answer"),
                _ => store.TryTakeAsync(timer, cancellation),
            };
    }
}

using DurableTask.Sqlite.Dispatch;

namespace DurableTask.Sqlite.Tests;

public class ReadyInstancesTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Take_InstanceIsTaken_NobodyElseGetsItUntilItIsDone()
    {
        var ready = new ReadyInstances(4);
        ready.Signal("a");
        (await ready.TakeAsync(Long, default)).ShouldBe("a");

        ready.Signal("a");
        (await ready.TakeAsync(TimeSpan.Zero, default)).ShouldBeNull();
        ready.Done("a");

        (await ready.TakeAsync(Long, default)).ShouldBe("a");
    }

    [Fact]
    public async Task Done_OfAnInstanceThatNobodyHasTaken_ChangesNothing()
    {
        var ready = new ReadyInstances(1);
        ready.Signal("a");

        ready.Done("a");
        ready.Done("unknown");

        (await ready.TakeAsync(Long, default)).ShouldBe("a");
    }

    [Fact]
    public async Task More_AllPlacesAreTakenAndAnotherNeedsOne_TheLongestWaitingGivesWay()
    {
        var ready = new ReadyInstances(2);
        ready.Signal("a");
        ready.Signal("b");
        await ready.TakeAsync(Long, default);
        await ready.TakeAsync(Long, default);
        var (first, second) = (ready.MoreAsync("a", Long, default), ready.MoreAsync("b", Long, default));

        ready.Signal("c");

        (await first).ShouldBeFalse();
        second.IsCompleted.ShouldBeFalse();
        ready.Signal("b");
        (await second).ShouldBeTrue();
    }

    [Fact]
    public async Task More_SignalsAndTimeOutsMeet_NoSignalIsLost()
    {
        const int Signals = 20_000;
        var ready = new ReadyInstances(1);
        ready.Signal("a");
        await ready.TakeAsync(Long, default);
        var seen = 0;
        var sender = Task.Run(() =>
        {
            var wait = new SpinWait();
            for (var sent = 1; sent <= Signals; sent++)
            {
                ready.Signal("a");
                while (Volatile.Read(ref seen) < sent)
                    wait.SpinOnce(sleep1Threshold: -1);
            }
        });

        // Waits that end as soon as they begin: a signal meets them at any step, and each wakes one.
        var limit = TestHub.Limit();
        while (seen < Signals && !sender.IsFaulted && !limit.IsCancellationRequested)
        {
            if (await ready.MoreAsync("a", TimeSpan.Zero, default))
                Volatile.Write(ref seen, seen + 1);
        }

        seen.ShouldBe(Signals);
        await sender;
    }
}

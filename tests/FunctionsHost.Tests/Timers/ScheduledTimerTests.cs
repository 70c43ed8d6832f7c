using FunctionsHost.Tests.Small;
using FunctionsHost.Timers;
using FunctionsHost.Workers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsHost.Tests.Timers;

public sealed class ScheduledTimerTests : IDisposable
{
    private static readonly DateTimeOffset Evening = new(2026, 11, 22, 21, 30, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Four = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);

    private readonly TestFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Evening);
    private readonly RecordedLog _log = new();
    private readonly List<TimerInfo> _fired = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_FirstStart_WaitsForTheNextOccurrenceAndSaysSo()
    {
        var timer = Timer();

        (await OpenAsync(timer)).ShouldBeNull();

        timer.State!.Next.ShouldBe(Four);
        _log.Entries.ShouldBe([
            (5100, "The next occurrence of 'Nightly' is 2026-11-23T04:00:00Z (schedule '0 0 4 * * *', UTC)."),
        ]);
    }

    [Fact]
    public async Task Fire_Scheduled_GivesTheOccurrenceThatIsDueAndGoesOn()
    {
        var timer = Timer();
        await OpenAsync(timer);
        _time.SetUtcNow(Four);

        await timer.FireAsync(FiringReason.Scheduled);

        _fired.ShouldHaveSingleItem().IsPastDue.ShouldBeFalse();
        _fired[0].ScheduleStatus!.Next.ShouldBe(Four.UtcDateTime);
        _fired[0].ScheduleStatus!.Next.Kind.ShouldBe(DateTimeKind.Utc);
        timer.State!.Last.ShouldBe(Four);
        timer.State.Next.ShouldBe(Four.AddDays(1));
    }

    [Fact]
    public async Task Open_RunMissedWhileDown_FiresOnceForTheDateThatWasDue()
    {
        await OpenAsync(Timer());
        _time.SetUtcNow(Four.AddDays(2).AddHours(5));
        var restarted = Timer();

        (await OpenAsync(restarted)).ShouldBe(FiringReason.PastDue);
        await restarted.FireAsync(FiringReason.PastDue);

        _fired.ShouldHaveSingleItem().IsPastDue.ShouldBeTrue();
        _fired[0].ScheduleStatus!.Next.ShouldBe(Four.UtcDateTime);
        restarted.State!.Next.ShouldBe(Four.AddDays(3));
        (await OpenAsync(Timer())).ShouldBeNull();
        _log.Ids.ShouldContain(5101);
    }

    [Fact]
    public async Task Open_RestartAfterFiring_DoesNotFireAgain()
    {
        var timer = Timer();
        await OpenAsync(timer);
        _time.SetUtcNow(Four);
        await timer.FireAsync(FiringReason.Scheduled);

        var restarted = Timer();

        (await OpenAsync(restarted)).ShouldBeNull();
        restarted.State!.Next.ShouldBe(Four.AddDays(1));
    }

    [Fact]
    public async Task Open_RestartAtTheVeryOccurrence_LeavesItToTheSchedule()
    {
        await OpenAsync(Timer());
        _time.SetUtcNow(Four);

        var restarted = Timer();

        (await OpenAsync(restarted)).ShouldBeNull();
        restarted.State!.Next.ShouldBe(Four);
    }

    [Fact]
    public async Task Open_ScheduleChanged_IsNotPastDueForTheOldOne()
    {
        await OpenAsync(Timer());
        _time.SetUtcNow(Four.AddHours(8));
        var changed = Timer("0 0 10 * * *");

        (await OpenAsync(changed)).ShouldBeNull();

        changed.State!.Next.ShouldBe(Four.AddDays(1).AddHours(6));
    }

    [Fact]
    public async Task Open_ScheduleChangedToLaterToday_TakesTheNewOccurrence()
    {
        await OpenAsync(Timer());
        _time.SetUtcNow(Four.AddHours(-1));
        var changed = Timer("0 0 6 * * *");

        (await OpenAsync(changed)).ShouldBeNull();

        changed.State!.Next.ShouldBe(Four.AddHours(2));
    }

    [Fact]
    public async Task Open_RunOnStartup_FiresWithoutBeingPastDue()
    {
        var timer = Timer(runOnStartup: true);

        (await OpenAsync(timer)).ShouldBe(FiringReason.Startup);
        await timer.FireAsync(FiringReason.Startup);

        _fired.ShouldHaveSingleItem().IsPastDue.ShouldBeFalse();
        timer.State!.Next.ShouldBe(Four);
    }

    [Fact]
    public async Task Fire_WithoutMonitor_KeepsNoStatus()
    {
        var timer = Timer(useMonitor: false);
        await OpenAsync(timer);
        await timer.FireAsync(FiringReason.Scheduled);

        _fired.ShouldHaveSingleItem().ScheduleStatus.ShouldBeNull();
        Directory.GetFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Fire_Manual_LeavesTheScheduleAsItIs()
    {
        var timer = Timer();
        await OpenAsync(timer);

        await timer.FireAsync(FiringReason.Manual);

        _fired.ShouldHaveSingleItem().ScheduleStatus!.Next.ShouldBe(Four.UtcDateTime);
        timer.State.ShouldBe(new ScheduleState(Last: null, Four, Evening));
    }

    [Fact]
    public async Task Fire_FunctionFails_IsLoggedAndTheScheduleGoesOn()
    {
        var timer = Timer(run: _ => throw new FormatException("broken"));
        await OpenAsync(timer);
        _time.SetUtcNow(Four);

        await timer.FireAsync(FiringReason.Scheduled);

        timer.State!.Next.ShouldBe(Four.AddDays(1));
        _log.Ids.ShouldBe([5100, 5102, 5103, 5100]);
    }

    [Theory]
    [InlineData(FiringReason.PastDue)]
    [InlineData(FiringReason.Startup)]
    [InlineData(null)]
    internal async Task Run_WorkerIsAway_FiresOnceItIsBack(FiringReason? atOnce)
    {
        using CancellationTokenSource stopping = new();
        var attempts = 0;
        var timer = Timer(run: RunAtTheThirdAttemptAsync);
        await OpenAsync(timer);
        _time.SetUtcNow(Four);

        await timer.RunAsync(atOnce, stopping.Token);

        _fired.ShouldHaveSingleItem().IsPastDue.ShouldBe(atOnce == FiringReason.PastDue);
        timer.State!.Next.ShouldBe(Four.AddDays(1));
        _log.Ids.ShouldBe([5100, 5102, 5110, 5102, 5110, 5102, 5100]);

        Task RunAtTheThirdAttemptAsync(TimerInfo firing)
        {
            if (++attempts < 3)
                throw new WorkerAbsentException("away");
            stopping.Cancel();
            return Record(firing);
        }
    }

    [Fact]
    public async Task Run_WorkerStaysAway_MakesUpTheOccurrenceAfterARestart()
    {
        using CancellationTokenSource stopping = new();
        var timer = Timer(run: StopAsync);
        await OpenAsync(timer);
        _time.SetUtcNow(Four.AddMinutes(1));

        await timer.RunAsync(atOnce: null, stopping.Token);

        (await OpenAsync(Timer())).ShouldBe(FiringReason.PastDue);

        Task StopAsync(TimerInfo firing)
        {
            stopping.Cancel();
            throw new WorkerAbsentException("The host is stopping.");
        }
    }

    [Fact]
    public async Task Fire_WorkerDiesInTheMiddle_CountsAsFired()
    {
        var timer = Timer(run: _ => throw new WorkerLostException("killed"));
        await OpenAsync(timer);
        _time.SetUtcNow(Four);

        (await timer.FireAsync(FiringReason.Scheduled)).ShouldBeTrue();

        timer.State!.Next.ShouldBe(Four.AddDays(1));
        _log.Ids.ShouldBe([5100, 5102, 5103, 5100]);
    }

    [Fact]
    public async Task Open_ClockWasYearsAhead_BeginsAnewByTheRightOne()
    {
        var timer = Timer();
        await OpenAsync(timer);
        _time.SetUtcNow(Four.AddYears(3));
        await timer.FireAsync(FiringReason.Scheduled);
        _time.AdjustTime(Evening);
        var restarted = Timer();

        (await OpenAsync(restarted)).ShouldBeNull();

        restarted.State.ShouldBe(new ScheduleState(Last: null, Four, Evening));
        _log.Ids.ShouldContain(5111);
    }

    [Fact]
    public async Task Open_ClockIsSetBackToJustBefore_DoesNotFireTwice()
    {
        var timer = Timer();
        await OpenAsync(timer);
        _time.SetUtcNow(Four);
        await timer.FireAsync(FiringReason.Scheduled);
        _time.AdjustTime(Four.AddMinutes(-5));
        var restarted = Timer();

        (await OpenAsync(restarted)).ShouldBeNull();

        restarted.State!.Next.ShouldBe(Four.AddDays(1));
    }

    [Fact]
    public async Task Run_ClockIsSetRight_WaitsForTheNextOccurrenceByIt()
    {
        using CancellationTokenSource stopping = new();
        using SteppedTime time = new(Evening);
        var timer = Timer(time: time, run: SetRightAsync);
        await OpenAsync(timer);
        time.SetUtcNow(Four.AddYears(3));

        var run = timer.RunAsync(atOnce: null, stopping.Token);
        await time.WaitedAsync();
        await stopping.CancelAsync();
        await run;

        timer.State.ShouldBe(new ScheduleState(Last: null, Four, Evening));

        Task SetRightAsync(TimerInfo firing)
        {
            time.AdjustTime(Evening);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Open_StatusDamaged_BeginsAnewAndSaysSo()
    {
        _folder.File("Nightly.json", "{ half");
        var timer = Timer();

        (await OpenAsync(timer)).ShouldBeNull();

        timer.State!.Next.ShouldBe(Four);
        _log.Ids.ShouldBe([5104, 5100]);
    }

    [Fact]
    public async Task Run_ClockReachesEachOccurrence_FiresOnceEach()
    {
        using SteppedTime time = new(Evening);
        List<DateTimeOffset> fired = [];
        var timer = Timer(
            "0 0 * * * *",
            time: time,
            run: firing =>
            {
                fired.Add(new DateTimeOffset(firing.ScheduleStatus!.Next));
                return Task.CompletedTask;
            }
        );
        using CancellationTokenSource stopping = new();
        var running = timer.RunAsync(await OpenAsync(timer), stopping.Token);

        for (var minute = 0; minute < 180; minute++)
            await time.StepAsync(TimeSpan.FromMinutes(1));
        await time.WaitedAsync();
        await stopping.CancelAsync();
        await running;

        fired.ShouldBe([Evening.AddMinutes(30), Evening.AddMinutes(90), Evening.AddMinutes(150)]);
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(3)]
    public async Task Run_FiringsAreOffByAMoment_EachOccurrenceFiresOnce(int seconds)
    {
        using var time = new SteppedTime(Four.AddSeconds(-10));
        using var stopping = new CancellationTokenSource();
        var fired = new List<(DateTimeOffset At, DateTimeOffset? Next)>();
        var timer = Timer(run: Note, time: time, off: () => TimeSpan.FromSeconds(seconds));
        var run = timer.RunAsync(await OpenAsync(timer), stopping.Token);

        await time.StepAsync(TimeSpan.FromSeconds(10 + seconds));
        await time.WaitedAsync();

        fired.ShouldBe([(Four.AddSeconds(seconds), Four)]);
        timer.State!.Next.ShouldBe(Four.AddDays(1), "not the occurrence that it fired for a moment early");
        await stopping.CancelAsync();
        await run;

        Task Note(TimerInfo firing)
        {
            fired.Add((time.GetUtcNow(), new DateTimeOffset(firing.ScheduleStatus!.Next)));
            return Task.CompletedTask;
        }
    }

    private ScheduledTimer Timer(
        string schedule = "0 0 4 * * *",
        bool useMonitor = true,
        bool runOnStartup = false,
        Func<TimerInfo, Task>? run = null,
        TimeProvider? time = null,
        Func<TimeSpan>? off = null
    )
    {
        TimerFunction function = new(
            "Nightly",
            TimerSchedule.Parse(schedule)!,
            schedule,
            useMonitor,
            runOnStartup,
            run ?? Record
        );
        return new(function, time ?? _time, _log, off);
    }

    private async Task<FiringReason?> OpenAsync(ScheduledTimer timer)
    {
        var hold = await new ScheduleFiles(_folder.Path).TryTakeAsync(timer.Name, CancellationToken.None);
        return await timer.OpenAsync(hold!, CancellationToken.None);
    }

    private Task Record(TimerInfo firing)
    {
        _fired.Add(firing);
        return Task.CompletedTask;
    }
}

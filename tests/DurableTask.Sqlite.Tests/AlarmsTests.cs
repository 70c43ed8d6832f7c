using DurableTask.Sqlite.Dispatch;
using Microsoft.Extensions.Time.Testing;

namespace DurableTask.Sqlite.Tests;

public class AlarmsTests
{
    [Fact]
    public void Set_MachineSleepsOverIt_RingsWithinAMinuteOfWaking()
    {
        var time = new SleepingTime();
        var rung = new List<string>();
        using var alarms = new Alarms<string>(time, rung.Add);
        alarms.Set(time.GetUtcNow().AddHours(6), "timer");

        time.Sleep(TimeSpan.FromHours(8));
        rung.ShouldBeEmpty();
        time.Advance(TimeSpan.FromMinutes(1));

        rung.ShouldBe(["timer"]);
    }

    /// <summary>Its clock goes on while it sleeps, its timers do not.</summary>
    private sealed class SleepingTime : FakeTimeProvider
    {
        private TimeSpan _slept;

        public void Sleep(TimeSpan time) => _slept += time;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _slept;
    }
}

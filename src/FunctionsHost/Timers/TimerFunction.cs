using FunctionsHost.Configuration;
using FunctionsHost.Workers;
using Microsoft.Extensions.Configuration;
using TimerInfo = Microsoft.Azure.Functions.Worker.TimerInfo;

namespace FunctionsHost.Timers;

/// <summary>A function with a timer trigger, its schedule resolved.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Schedule">When it fires.</param>
/// <param name="ScheduleText">The schedule as the settings have it, for the log.</param>
/// <param name="UseMonitor">Whether its status is kept; never for more than one firing a minute.</param>
/// <param name="RunOnStartup">Whether it also fires whenever the host starts.</param>
/// <param name="Run">Runs it.</param>
internal sealed record TimerFunction(
    string Name,
    TimerSchedule Schedule,
    string ScheduleText,
    bool UseMonitor,
    bool RunOnStartup,
    Func<TimerInfo, Task> Run
)
{
    /// <summary>Reads the trigger.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="trigger">Its trigger.</param>
    /// <param name="run">Runs the function.</param>
    /// <param name="settings">The app's settings, for <c>%Name%</c> in the schedule.</param>
    /// <param name="now">The time, to see whether the schedule ever occurs.</param>
    /// <param name="problems">Takes one sentence for each fault of the schedule.</param>
    /// <returns>Null when the schedule is wrong.</returns>
    public static TimerFunction? Create(
        string name,
        TimerTrigger trigger,
        Func<TimerInfo, Task> run,
        IConfiguration settings,
        DateTimeOffset now,
        ICollection<string> problems
    )
    {
        var known = problems.Count;
        var text = SettingText.Resolve(trigger.Schedule, settings, $"The schedule of '{name}'", problems);
        if (problems.Count > known)
            return null;
        if (TimerSchedule.Parse(text) is { } schedule && schedule.Next(now) != TimerSchedule.Never)
        {
            var isMonitored = trigger.UseMonitor && !schedule.IsTooFrequentToMonitor(now);
            return new(name, schedule, text, isMonitored, trigger.RunOnStartup, run);
        }

        problems.Add(
            $"The schedule '{text}' of '{name}' ({trigger.Schedule}) is no NCRONTAB expression that ever occurs, nor a time span: "
                + "it takes six fields, {second} {minute} {hour} {day} {month} {day of week}, in UTC, e.g. '0 0 4 * * *'."
        );
        return null;
    }
}

using FunctionsHost.Timers;
using FunctionsHost.Workers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using TimerInfo = Microsoft.Azure.Functions.Worker.TimerInfo;

namespace FunctionsHost.Hosting;

/// <summary>Makes the timers of an app.</summary>
internal static class HostTimers
{
    /// <summary>Reads every timer trigger.</summary>
    /// <param name="functions">The app's functions.</param>
    /// <param name="worker">Runs them.</param>
    /// <param name="problems">Takes one sentence for each schedule that is wrong.</param>
    public static IReadOnlyList<TimerFunction> Read(
        IReadOnlyList<FunctionDefinition> functions,
        IFunctionWorker worker,
        IConfiguration settings,
        TimeProvider time,
        List<string> problems
    )
    {
        var timers = new List<TimerFunction>();
        foreach (var function in functions)
        {
            if (function.Trigger is not TimerTrigger trigger)
                continue;
            var timer = TimerFunction.Create(
                function.Name,
                trigger,
                Fire(worker, function),
                settings,
                time.GetUtcNow(),
                problems
            );
            if (timer is not null)
                timers.Add(timer);
        }

        return timers;
    }

    /// <summary>Timers on a store; none has started.</summary>
    public static TimerTriggers Create(
        IReadOnlyList<TimerFunction> timers,
        IScheduleStore store,
        AppHostOptions options,
        ILoggerFactory loggers
    )
    {
        var logger = loggers.CreateLogger<TimerTriggers>();
        return new(
            [.. timers.Select(timer => new ScheduledTimer(timer, options.Time, logger, options.TimersOff))],
            store,
            logger
        );
    }

    // A firing that has begun ends by itself: the host waits for it when it stops.
    private static Func<TimerInfo, Task> Fire(IFunctionWorker worker, FunctionDefinition function) =>
        firing => worker.FireTimerAsync(function, firing, CancellationToken.None);
}

using FunctionsHost.Workers;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Isolated;

/// <summary>Puts a new worker in the place of each that is lost.</summary>
/// <param name="starter">Starts them.</param>
/// <param name="slot">The place.</param>
/// <param name="time">The clock of the delays.</param>
/// <param name="logger">Where losses are told.</param>
internal sealed class WorkerWatch(WorkerStarter starter, WorkerSlot slot, TimeProvider time, ILogger logger)
{
    // A worker that lived this long is no part of a series of failures.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan ShortestDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    private int _failures;

    /// <summary>Watches until <paramref name="stopping"/>; no worker is begun after that.</summary>
    public async Task RunAsync(RunningWorker worker, CancellationToken stopping)
    {
        while (true)
        {
            var reason = await worker.Channel.Lost.WaitAsync(stopping);
            await TellAsync(worker, reason);
            worker.Dispose();
            worker = await RestartAsync(stopping);
            slot.Set(worker);
        }
    }

    private async Task TellAsync(RunningWorker worker, WorkerLostException reason)
    {
        var process = worker.Process;
        var exitCode = await process.Exited;
        var lived = time.GetElapsedTime(worker.Ready);
        if (lived >= Settled)
            _failures = 0;
        logger.WorkerLost(process.Identity.Pid, lived, exitCode, reason.Message, process.LastLines);
    }

    private async Task<RunningWorker> RestartAsync(CancellationToken stopping)
    {
        while (true)
        {
            await DelayAsync(stopping);
            try
            {
                return await starter.StartAsync(stopping);
            }
            catch (Exception e) when (e is WorkerStartException or AppRefusedException)
            {
                logger.WorkerNotRestarted(e);
            }
        }
    }

    /// <summary>At once for the first of a series, then longer each time.</summary>
    private async Task DelayAsync(CancellationToken stopping)
    {
        var doubled = ShortestDelay * Math.Pow(2, _failures - 1);
        var bounded = doubled < LongestDelay ? doubled : LongestDelay;
        var delay = _failures == 0 ? TimeSpan.Zero : bounded;
        _failures++;
        logger.WorkerRestarts(delay);
        await Task.Delay(delay, time, stopping);
    }
}

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
    private readonly RestartDelays _delays = new();

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
        _delays.Lost(lived);
        logger.WorkerLost(process.Identity.Pid, lived, exitCode, reason.Message, process.LastLines);
    }

    private async Task<RunningWorker> RestartAsync(CancellationToken stopping)
    {
        while (true)
        {
            var delay = _delays.Next();
            logger.WorkerRestarts(delay);
            await Task.Delay(delay, time, stopping);
            try
            {
                return await starter.StartAsync(stopping);
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                // Whatever it was: else nobody would ever start a worker again.
                logger.WorkerNotRestarted(e);
            }
        }
    }
}

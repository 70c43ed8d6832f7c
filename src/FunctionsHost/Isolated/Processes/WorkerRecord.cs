using System.Text.Json;
using FunctionsHost.Files;
using FunctionsHost.Workers;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Isolated.Processes;

/// <summary>
/// The file that tells which worker process runs on a store. A worker is recorded before anything is dispatched to it,
/// so that the next host finds it however this one ends.
/// </summary>
/// <param name="folder">The folder beside the store.</param>
/// <param name="time">The clock of the waits.</param>
/// <param name="logger">Where a survivor is told.</param>
internal sealed class WorkerRecord(string folder, TimeProvider time, ILogger logger)
{
    // Longer than the system takes to end a killed process, unless its disk hangs.
    private static readonly TimeSpan KillTimeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private readonly string _path = Path.Combine(folder, "worker.json");

    /// <summary>Records the worker that runs from now on; a kill leaves the old record or the new.</summary>
    public void Write(ProcessIdentity worker)
    {
        Directory.CreateDirectory(folder);
        OwnFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(worker));
    }

    /// <summary>No worker runs any more.</summary>
    public void Clear()
    {
        if (File.Exists(_path))
            File.Delete(_path);
    }

    /// <summary>Waits until a former host's worker is gone, and kills it when it does not end by itself.</summary>
    /// <param name="grace">How long it is given.</param>
    /// <exception cref="WorkerStartException">It cannot be ended.</exception>
    public async Task EndSurvivorAsync(TimeSpan grace, CancellationToken cancellation)
    {
        if (Read() is { } survivor && survivor.IsRunning())
        {
            logger.SurvivorFound(survivor.Pid, grace);
            await EndAsync(survivor, grace, cancellation);
        }

        Clear();
    }

    private async Task EndAsync(ProcessIdentity survivor, TimeSpan grace, CancellationToken cancellation)
    {
        if (await HasEndedAsync(survivor, grace, cancellation))
            return;
        logger.SurvivorKilled(survivor.Pid);
        survivor.Kill();
        if (!await HasEndedAsync(survivor, KillTimeout, cancellation))
        {
            throw new WorkerStartException(
                $"Process {survivor.Pid} is the worker of a former host and cannot be killed. "
                    + "End it: until then nothing can be started here."
            );
        }
    }

    private async Task<bool> HasEndedAsync(ProcessIdentity process, TimeSpan wait, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        while (process.IsRunning())
        {
            if (time.GetElapsedTime(begun) >= wait)
                return false;
            await Task.Delay(PollInterval, time, cancellation);
        }

        return true;
    }

    private ProcessIdentity? Read()
    {
        if (!File.Exists(_path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<ProcessIdentity>(File.ReadAllText(_path));
        }
        catch (JsonException e)
        {
            throw new WorkerStartException(
                $"{_path} cannot be read, so it is unknown whether a former host's worker still runs. "
                    + "Make sure that none does, and delete it.",
                e
            );
        }
    }
}

using System.ComponentModel;
using System.Diagnostics;
using FunctionsHost.Workers;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Isolated.Processes;

/// <summary>
/// A worker process. Its standard input stays open for as long as this host lives, and its output goes to the host's
/// log.
/// </summary>
internal sealed class WorkerProcess : IDisposable
{
    // Output that the app's own child processes could still write is not waited for.
    private static readonly TimeSpan OutputTimeout = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly ConsoleLines _lines;
    private readonly Task _output;

    private WorkerProcess(Process process, ProcessIdentity identity, ConsoleLines lines, TimeProvider time)
    {
        (_process, Identity, _lines) = (process, identity, lines);
        _output = Task.WhenAll(
            lines.ReadAsync(process.StandardOutput, LogLevel.Information),
            lines.ReadAsync(process.StandardError, LogLevel.Error)
        );
        Ended = EndAsync();
        Exited = ExitAsync(time);
    }

    /// <summary>Which process it is.</summary>
    public ProcessIdentity Identity { get; }

    /// <summary>Ends with the exit code when the process has ended.</summary>
    public Task<int> Ended { get; }

    /// <summary>Ends with the exit code when the process has ended and its output is read.</summary>
    public Task<int> Exited { get; }

    /// <summary>The last lines that it printed, errors first of all.</summary>
    public string LastLines => _lines.Last;

    /// <summary>Starts it.</summary>
    /// <exception cref="WorkerStartException">There is no such program, or it may not be run.</exception>
    public static WorkerProcess Start(ProcessStartInfo command, ILogger console, TimeProvider time)
    {
        Process process;
        try
        {
            process = Process.Start(command)!;
        }
        catch (Win32Exception e)
        {
            throw new WorkerStartException(
                $"The worker could not be started with '{command.FileName}': {e.Message}.",
                e
            );
        }

        // A process that has ended at once has no start that could be read, and needs none: it will not be found again.
        var identity = ProcessIdentity.Of(process.Id) ?? new(process.Id, Start: "ended");
        return new(process, identity, new(console), time);
    }

    /// <summary>
    /// Waits for its end, and kills it when it takes longer than it may; that works on a stopped process too.
    /// </summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync(TimeSpan grace, TimeProvider time)
    {
        if (!await EndsWithinAsync(grace, time))
            _process.Kill();
        return await Exited;
    }

    /// <summary>Whether it ends by itself.</summary>
    public async Task<bool> EndsWithinAsync(TimeSpan grace, TimeProvider time)
    {
        await ((Task)Ended).WaitAsync(grace, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Ended.IsCompleted;
    }

    /// <summary>Lets go of a process that has ended.</summary>
    public void Dispose() => _process.Dispose();

    private async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    private async Task<int> ExitAsync(TimeProvider time)
    {
        var code = await Ended;
        await _output.WaitAsync(OutputTimeout, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return code;
    }
}

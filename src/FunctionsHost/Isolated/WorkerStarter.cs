using System.Security.Cryptography;
using FunctionsHost.Isolated.Http;
using FunctionsHost.Isolated.Processes;
using FunctionsHost.Isolated.Rpc;
using FunctionsHost.Workers;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Isolated;

/// <summary>Starts worker processes of an app, one after another.</summary>
/// <param name="app">The app.</param>
/// <param name="options">How it is run.</param>
/// <param name="server">Where the workers call.</param>
/// <param name="streams">Where their streams are awaited.</param>
/// <param name="record">Where they are recorded.</param>
internal sealed class WorkerStarter(
    PublishedApp app,
    IsolatedWorkerOptions options,
    RpcServer server,
    EventStreams streams,
    WorkerRecord record
)
{
    // What a worker that has closed its stream is given to print why, and to end.
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(5);

    private readonly ILogger _logger = options.Loggers.CreateLogger<IsolatedWorker>();
    private readonly ILogger _console = options.Loggers.CreateLogger("Host.Function.Console");
    private readonly WorkerLogs _logs = new(options.Loggers);

    /// <summary>Starts a worker and waits until its functions can run.</summary>
    /// <exception cref="WorkerStartException">It ended, failed or took too long; no process is left.</exception>
    /// <exception cref="AppRefusedException">The app has functions that this host cannot run.</exception>
    public async Task<RunningWorker> StartAsync(CancellationToken cancellation)
    {
        var begun = options.Time.GetTimestamp();
        var workerId = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var channel = new WorkerChannel(_logs);
        // Expected before it is started: it may be fast.
        streams.Expect(workerId, channel);
        try
        {
            var command = WorkerCommand.Create(app, server.Address, workerId, options.Settings);
            var process = WorkerProcess.Start(command, _console, options.Time);
            var worker = await GetReadyAsync(process, channel, cancellation);
            var taken = options.Time.GetElapsedTime(begun, worker.Ready);
            _logger.WorkerReady(process.Identity.Pid, (long)taken.TotalMilliseconds, worker.Functions.Count);
            return worker;
        }
        finally
        {
            streams.Forget(workerId);
        }
    }

    private async Task<RunningWorker> GetReadyAsync(
        WorkerProcess process,
        WorkerChannel channel,
        CancellationToken cancellation
    )
    {
        _ = LoseWithProcessAsync(process, channel);
        _ = EndWithStreamAsync(process, channel);
        try
        {
            // Before anything is asked of it: what is not recorded has nothing to do.
            record.Write(process.Identity);
            var greeting = await GreetAsync(channel, cancellation);
            return new(process, channel, greeting, options.Time.GetTimestamp());
        }
        catch (Exception e)
        {
            var exitCode = await process.EndAsync(e is WorkerLostException ? EndTimeout : TimeSpan.Zero, options.Time);
            process.Dispose();
            cancellation.ThrowIfCancellationRequested();
            throw StartFailure.Of(e, exitCode, process.LastLines, options);
        }
    }

    private async Task<Greeting> GreetAsync(WorkerChannel channel, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(options.StartTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        await Task.WhenAny(channel.Opened, channel.Lost).WaitAsync(either.Token);
        var greeting = await Handshake.RunAsync(channel, app.Folder).WaitAsync(either.Token);
        if (greeting.HttpUri is { } http)
            await ServerStart.ListenedAsync(http, options.Time, either.Token);
        return greeting;
    }

    private static async Task LoseWithProcessAsync(WorkerProcess process, WorkerChannel channel)
    {
        var exitCode = await process.Ended;
        channel.Lose(new($"The worker (process {process.Identity.Pid}) ended with exit code {exitCode}."));
    }

    /// <summary>A worker whose stream has ended can do nothing more: it must not go on beside the next one.</summary>
    private async Task EndWithStreamAsync(WorkerProcess process, WorkerChannel channel)
    {
        await channel.Lost;
        await process.EndAsync(EndTimeout, options.Time);
    }
}

using DurableTask.Core.Middleware;
using FunctionsHost.Isolated.Http;
using FunctionsHost.Isolated.Processes;
using FunctionsHost.Isolated.Rpc;
using FunctionsHost.Workers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TimerInfo = Microsoft.Azure.Functions.Worker.TimerInfo;

namespace FunctionsHost.Isolated;

/// <summary>
/// Runs a published app as a worker process of its own, as the Functions host does: the process is started again when
/// it dies, and never outlives this host.
/// </summary>
public sealed class IsolatedWorker : IFunctionWorker, IFunctionInvoker
{
    // Beyond the drain, for the app's own shutdown.
    private static readonly TimeSpan TerminateTimeout = TimeSpan.FromSeconds(5);

    private readonly IsolatedWorkerOptions _options;
    private readonly IDurableProtocol _durable;
    private readonly ILogger _logger;
    private readonly EventStreams _streams = new();
    private readonly RpcServer _server;
    private readonly WorkerRecord _record;
    private readonly WorkerSlot _slot;
    private readonly InvocationRequests _requests;
    private readonly HttpForwarding _http;
    private readonly CancellationTokenSource _stopping = new();
    private Task _watching = Task.CompletedTask;

    /// <summary>Prepares the worker; nothing runs yet.</summary>
    /// <param name="options">Which app, and how it is run.</param>
    /// <param name="durable">How its durable functions are spoken to.</param>
    public IsolatedWorker(IsolatedWorkerOptions options, IDurableProtocol durable)
    {
        (_options, _durable) = (options, durable);
        _logger = options.Loggers.CreateLogger<IsolatedWorker>();
        _server = new(_streams, options.Loggers);
        _record = new(options.StateFolder, options.Time, _logger);
        _slot = new(options.RestartWait, options.Time);
        _requests = new(durable, options.NewId);
        _http = new(_requests, options.Loggers, options.Time);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<FunctionDefinition>> StartAsync(CancellationToken cancellation)
    {
        var app = PublishedApp.Read(_options.AppFolder);
        await _record.EndSurvivorAsync(_options.SurvivorGrace, cancellation);
        await _server.StartAsync(cancellation);
        var starter = new WorkerStarter(app, _options, _server, _streams, _record);
        var worker = await starter.StartAsync(cancellation);
        _slot.Set(worker);
        _watching = new WorkerWatch(starter, _slot, _options.Time, _logger).RunAsync(worker, _stopping.Token);
        return worker.Functions;
    }

    /// <inheritdoc/>
    public async Task ServeHttpAsync(FunctionDefinition function, HttpContext http)
    {
        try
        {
            var worker = await _slot.GetAsync(http.RequestAborted);
            await _http.ServeAsync(worker, function, http);
        }
        catch (WorkerLostException)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = "1";
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone: nobody is there to be answered.
        }
    }

    /// <inheritdoc/>
    public async Task FireTimerAsync(FunctionDefinition function, TimerInfo firing, CancellationToken cancellation)
    {
        var inputs = new Dictionary<string, string> { [function.TriggerParameter] = TimerInput.Of(firing) };
        var result = await InvokeAsync(function, inputs, new Dictionary<string, string>(), cancellation);
        if (result.Failure is { } failure)
            throw new FunctionFailedException(function.Name, failure);
    }

    /// <inheritdoc/>
    public Task RunOrchestratorAsync(FunctionDefinition function, DispatchMiddlewareContext context, Func<Task> next) =>
        _durable.RunOrchestratorAsync(this, function, context);

    /// <inheritdoc/>
    public Task RunActivityAsync(FunctionDefinition function, DispatchMiddlewareContext context, Func<Task> next) =>
        _durable.RunActivityAsync(this, function, context);

    /// <inheritdoc/>
    public async Task<InvocationResult> InvokeAsync(
        FunctionDefinition function,
        IReadOnlyDictionary<string, string> inputs,
        IReadOnlyDictionary<string, string> triggerMetadata,
        CancellationToken cancellation
    )
    {
        var request = _requests.Create(function, Traces.Current());
        foreach (var (name, value) in inputs)
            request.AddInput(name, InvocationRequests.Text(value));
        foreach (var (name, value) in triggerMetadata)
            request.TriggerMetadata[name] = InvocationRequests.Text(value);
        var channel = (await _slot.GetAsync(cancellation)).Channel;
        try
        {
            var answer = await channel.InvokeAsync(request).WaitAsync(cancellation);
            return answer.ToResult();
        }
        catch (OperationCanceledException)
        {
            channel.Cancel(request.InvocationId);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(TimeSpan drain)
    {
        if (!_slot.Close())
            return;
        if (_slot.Last is { IsLost: false } worker)
            await DrainAsync(worker, drain);
        await _stopping.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_slot.Last is { } last)
            await EndAsync(last);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero);
        await _server.DisposeAsync();
        await _http.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task DrainAsync(RunningWorker worker, TimeSpan drain)
    {
        var drained = worker.Channel.DrainedAsync();
        await drained.WaitAsync(drain, _options.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!drained.IsCompleted)
            _logger.NotDrained(worker.Channel.Running, drain);
    }

    private async Task EndAsync(RunningWorker worker)
    {
        worker.Channel.Terminate(TerminateTimeout);
        if (!await worker.Process.EndsWithinAsync(TerminateTimeout, _options.Time))
            _logger.WorkerNotEnding(worker.Process.Identity.Pid, TerminateTimeout);
        await worker.Process.EndAsync(TimeSpan.Zero, _options.Time);
        _record.Clear();
        worker.Dispose();
    }
}

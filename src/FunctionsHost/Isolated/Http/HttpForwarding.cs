using System.Net;
using FunctionsHost.Isolated.Rpc;
using FunctionsHost.Workers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace FunctionsHost.Isolated.Http;

/// <summary>
/// Answers requests with functions: the request itself goes to the worker's own HTTP server, the invocation through its event stream, and the
/// worker brings the two together by the invocation's id.
/// </summary>
internal sealed class HttpForwarding : IAsyncDisposable
{
    // The Functions host's own limit for a request on which nothing moves.
    private static readonly ForwarderRequestConfig Config = new()
    {
        ActivityTimeout = TimeSpan.FromSeconds(240),
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    // A function's answer follows its response at once. Nothing may follow where the worker's server answered in its place.
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);

    // How long the system may take to tell that a worker has died whose connections it has closed.
    private static readonly TimeSpan LossTimeout = TimeSpan.FromSeconds(1);

    private readonly ServiceProvider _services;
    private readonly IHttpForwarder _forwarder;
    private readonly InvocationRequests _requests;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Makes the forwarder.</summary>
    public HttpForwarding(InvocationRequests requests, ILoggerFactory loggers, TimeProvider time)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<ILoggerFactory>(new WarningsOnly(loggers));
        _services = services.AddHttpForwarder().BuildServiceProvider();
        _forwarder = _services.GetRequiredService<IHttpForwarder>();
        _logger = loggers.CreateLogger<IsolatedWorker>();
        (_requests, _time) = (requests, time);
    }

    /// <summary>Answers a request.</summary>
    public async Task ServeAsync(RunningWorker worker, FunctionDefinition function, HttpContext http)
    {
        var request = CreateRequest(function, http.Request);
        var transformer = new InvocationTransformer(request);
        // Forwarding begins first, so that the worker need not wait for the request once it has the invocation.
        var forwarding = _forwarder.SendAsync(http, worker.HttpAddress!, worker.Http, Config, transformer, http.RequestAborted);
        var answer = worker.Channel.InvokeAsync(request);
        var error = await forwarding;
        if (error == ForwarderError.None)
            await CompleteAsync(worker, function, request, answer, http.Response);
        else
            await GiveUpAsync(worker, function, request, error, http);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private InvocationRequest CreateRequest(FunctionDefinition function, HttpRequest http)
    {
        var request = _requests.Create(function, Traces.CurrentOr(http.Headers.TraceParent, http.Headers.TraceState));
        request.InputData.Add(new ParameterBinding { Name = function.TriggerParameter, Data = new() { Http = new() } });
        foreach (var (name, value) in http.Query)
            request.TriggerMetadata[name] = InvocationRequests.Text($"{value}");
        foreach (var (name, value) in http.RouteValues)
            request.TriggerMetadata[name] = InvocationRequests.Text($"{value}");
        return request;
    }

    private async Task CompleteAsync(
        RunningWorker worker, FunctionDefinition function, InvocationRequest request, Task<InvocationResponse> answer, HttpResponse response)
    {
        try
        {
            var result = (await answer.WaitAsync(AnswerTimeout, _time)).ToResult();
            if (result.Failure is not { } failure)
                return;
            _logger.FunctionFailed(function.Name, request.InvocationId, failure.Message);
            // The worker's server ends the response of a function that threw as if it had returned.
            Answer(response, StatusCodes.Status500InternalServerError);
        }
        catch (TimeoutException)
        {
            worker.Channel.Cancel(request.InvocationId);
        }
        catch (WorkerLostException)
        {
            Answer(response, StatusCodes.Status502BadGateway);
        }
    }

    /// <summary>The forwarder has already answered, or broken an answer that was begun.</summary>
    private async Task GiveUpAsync(
        RunningWorker worker, FunctionDefinition function, InvocationRequest request, ForwarderError error, HttpContext http)
    {
        // Else the worker would wait for a request that does not come, or go on for a caller that has gone.
        worker.Channel.Cancel(request.InvocationId);
        if (http.RequestAborted.IsCancellationRequested)
            return;
        _logger.NotForwarded(function.Name, request.InvocationId, $"{error}", http.GetForwarderErrorFeature()?.Exception);
        // The caller learns of the loss no earlier than this host: its next call then waits for the next worker.
        await ((Task)worker.Channel.Lost).WaitAsync(LossTimeout, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static void Answer(HttpResponse response, int status)
    {
        if (response.HasStarted)
            return;
        response.Clear();
        response.StatusCode = status;
    }
}

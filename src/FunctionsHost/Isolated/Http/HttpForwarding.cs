using System.Net;
using FunctionsHost.Http;
using FunctionsHost.Isolated.Rpc;
using FunctionsHost.Workers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Yarp.ReverseProxy.Forwarder;

namespace FunctionsHost.Isolated.Http;

/// <summary>
/// Answers requests with functions: the request itself goes to the worker's own HTTP server, the invocation through its
/// event stream, and the worker brings the two together by the invocation's id.
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

    // A function's answer follows its response at once. Nothing may follow where the worker's server answered in its
    // place.
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
        // What the forwarder would tell of a failure is told here, with the function's name.
        var services = new ServiceCollection().AddLogging().AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        _services = services.AddHttpForwarder().BuildServiceProvider();
        _forwarder = _services.GetRequiredService<IHttpForwarder>();
        _logger = loggers.CreateLogger<IsolatedWorker>();
        (_requests, _time) = (requests, time);
    }

    /// <summary>Answers a request.</summary>
    public async Task ServeAsync(RunningWorker worker, FunctionDefinition function, HttpContext http)
    {
        var call = new Call(worker, function, http, CreateRequest(function, http.Request));
        // Forwarding begins first, so that the worker need not wait for the request once it has the invocation.
        var forwarding = ForwardAsync(call);
        var answer = worker.Channel.InvokeAsync(call.Invocation);
        var error = await forwarding;
        if (error == ForwarderError.None)
            await CompleteAsync(call, answer);
        else
            await GiveUpAsync(call, error);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private InvocationRequest CreateRequest(FunctionDefinition function, HttpRequest http)
    {
        var request = _requests.Create(function, Traces.CurrentOr(http.Headers.TraceParent, http.Headers.TraceState));
        request.AddInput(function.TriggerParameter, new() { Http = new() });
        foreach (var (name, value) in http.Query)
            request.TriggerMetadata[name] = InvocationRequests.Text($"{value}");
        foreach (var (name, value) in http.RouteValues)
            request.TriggerMetadata[name] = InvocationRequests.Text($"{value}");
        return request;
    }

    private async Task<ForwarderError> ForwardAsync(Call call)
    {
        var (worker, _, http, invocation) = call;
        var transformer = new InvocationTransformer(invocation);
        var address = worker.HttpAddress!;
        return await _forwarder.SendAsync(http, address, worker.Http, Config, transformer, http.RequestAborted);
    }

    private async Task CompleteAsync(Call call, Task<InvocationResponse> answer)
    {
        try
        {
            var result = (await answer.WaitAsync(AnswerTimeout, _time)).ToResult();
            if (result.Failure is not { } failure)
            {
                ErrorAnswers.Keep(call.Http);
                return;
            }

            _logger.FunctionFailed(call.Function.Name, call.Invocation.InvocationId, failure.Message);
            // The worker's server ends the response of a function that threw as if it had returned.
            Answer(call.Http.Response, StatusCodes.Status500InternalServerError);
        }
        catch (TimeoutException)
        {
            call.Worker.Channel.Cancel(call.Invocation.InvocationId);
        }
        catch (WorkerLostException)
        {
            Answer(call.Http.Response, StatusCodes.Status502BadGateway);
        }
    }

    /// <summary>The forwarder has already answered, or broken an answer that was begun.</summary>
    private async Task GiveUpAsync(Call call, ForwarderError error)
    {
        var (worker, function, http, invocation) = call;
        // Else the worker would wait for a request that does not come, or go on for a caller that has gone.
        worker.Channel.Cancel(invocation.InvocationId);
        if (http.RequestAborted.IsCancellationRequested)
            return;
        var cause = http.GetForwarderErrorFeature()?.Exception;
        _logger.NotForwarded(function.Name, invocation.InvocationId, $"{error}", cause);
        // The caller learns of the loss no earlier than this host: its next call then waits for the next worker.
        Task lost = worker.Channel.Lost;
        await lost.WaitAsync(LossTimeout, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static void Answer(HttpResponse response, int status)
    {
        if (response.HasStarted)
            return;
        response.Clear();
        response.StatusCode = status;
    }

    /// <summary>A request on its way to a function.</summary>
    private sealed record Call(
        RunningWorker Worker,
        FunctionDefinition Function,
        HttpContext Http,
        InvocationRequest Invocation
    );
}

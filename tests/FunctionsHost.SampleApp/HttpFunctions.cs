using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace SampleApp;

/// <summary>HTTP functions, one for each thing that a host must pass on.</summary>
public sealed partial class HttpFunctions(ILogger<HttpFunctions> logger, IConfiguration settings)
{
    private static readonly TaskCompletionSource Released = new();

    [Function("Hello")]
    public IActionResult Hello(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hello/{name}")] HttpRequest request,
        string name
    ) => new OkObjectResult($"Hello, {name}, at {request.Path}{request.QueryString} of {request.Host}!");

    [Function("Echo")]
    public async Task Echo([HttpTrigger(AuthorizationLevel.Function)] HttpRequest request)
    {
        Echoing(request.Method);
        var response = request.HttpContext.Response;
        response.StatusCode = int.Parse(request.Query["status"].FirstOrDefault("200")!);
        response.Headers["X-Method"] = request.Method;
        response.Headers["X-Echo"] = request.Headers["X-Echo"];
        response.Headers.Append("Set-Cookie", "a=1");
        response.Headers.Append("Set-Cookie", "b=2");
        await request.Body.CopyToAsync(response.Body, request.HttpContext.RequestAborted);
    }

    /// <summary>Writes the first half of its answer, and the second once it is released.</summary>
    [Function("Stream")]
    public async Task Stream([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        var response = request.HttpContext.Response;
        await response.WriteAsync("first");
        await response.Body.FlushAsync();
        await Released.Task;
        await response.WriteAsync(" and second");
    }

    [Function("Release")]
    public IActionResult Release([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        new OkObjectResult($"{request.Method} {Released.TrySetResult()}");

    /// <summary>Begins its answer and then waits until the caller is gone or the invocation is cancelled.</summary>
    [Function("Wait")]
    public async Task Wait(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request,
        FunctionContext context
    )
    {
        var response = request.HttpContext.Response;
        if (request.Query.ContainsKey("begin"))
            await response.WriteAsync("begun", context.CancellationToken);
        Waiting(context.InvocationId);
        var cancelled = new TaskCompletionSource();
        await using var registration = context.CancellationToken.Register(cancelled.SetResult);
        await cancelled.Task;
        Cancelled(context.InvocationId);
    }

    [Function("Fail")]
    public IActionResult Fail([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        throw new InvalidOperationException($"It failed at {request.Path}.");

    [Function("Settings")]
    public IActionResult Settings(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "settings/{name}")] HttpRequest request,
        string name
    ) => new OkObjectResult($"{request.Method} {settings[name]}");

    /// <summary>Which environment, folder and trace a function sees.</summary>
    [Function("Process")]
    public IActionResult Process(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request,
        FunctionContext context
    ) =>
        new OkObjectResult(
            new ProcessFacts(
                Environment.ProcessId,
                Environment.CurrentDirectory,
                context.TraceContext.TraceParent,
                Activity.Current?.TraceId.ToString(),
                request.Headers.TraceParent,
                Environment.GetEnvironmentVariables().Keys.Cast<string>()
            )
        );

    [Function("Log")]
    public IActionResult Log([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        Debugged(request.Path);
        Informed(request.Path);
        Warned(request.Path);
        Failed(request.Path, new InvalidOperationException("the cause"));
        Console.WriteLine("printed by the app");
        return new OkResult();
    }

    [LoggerMessage(1, LogLevel.Information, "Waiting in {Invocation}.")]
    private partial void Waiting(string invocation);

    [LoggerMessage(2, LogLevel.Information, "Cancelled {Invocation}.")]
    private partial void Cancelled(string invocation);

    [LoggerMessage(3, LogLevel.Information, "Echoing {Method}.")]
    private partial void Echoing(string method);

    [LoggerMessage(10, LogLevel.Debug, "Debug from {Path}.")]
    private partial void Debugged(string path);

    [LoggerMessage(11, LogLevel.Information, "Information from {Path}.")]
    private partial void Informed(string path);

    [LoggerMessage(12, LogLevel.Warning, "Warning from {Path}.")]
    private partial void Warned(string path);

    [LoggerMessage(13, LogLevel.Error, "Error from {Path}.")]
    private partial void Failed(string path, Exception exception);
}

/// <summary>What <see cref="HttpFunctions.Process"/> tells.</summary>
public sealed record ProcessFacts(
    int Pid,
    string Folder,
    string TraceParent,
    string? TraceId,
    string? TraceHeader,
    IEnumerable<string> Variables
);

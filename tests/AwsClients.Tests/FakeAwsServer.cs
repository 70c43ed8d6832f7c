using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Amazon.Clients.Tests;

/// <summary>What the fake answers.</summary>
internal sealed record Answer(
    string Body,
    HttpStatusCode Status = HttpStatusCode.OK,
    string ContentType = "application/x-amz-json-1.1"
);

/// <summary>What came over the wire.</summary>
internal sealed record SeenRequest(
    string Method,
    string PathAndQuery,
    IReadOnlyDictionary<string, string> Headers,
    byte[] Body
)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Body);
}

/// <summary>
/// A server on a free loopback port that answers what the test says, in order, and keeps what it was asked.
/// </summary>
internal sealed class FakeAwsServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Answer> _answers;

    private FakeAwsServer(WebApplication app, IEnumerable<Answer> answers) => (_app, _answers) = (app, new(answers));

    public ConcurrentQueue<SeenRequest> Requests { get; } = new();

    public string Address =>
        _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<FakeAwsServer> StartAsync(params Answer[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new FakeAwsServer(app, answers);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(
            h => h.Key,
            h => h.Value.ToString(),
            StringComparer.OrdinalIgnoreCase
        );
        Requests.Enqueue(
            new SeenRequest(
                context.Request.Method,
                context.Request.Path + context.Request.QueryString.Value,
                headers,
                body.ToArray()
            )
        );
        var answer = _answers.TryDequeue(out var next)
            ? next
            : new Answer("the test has no further answer", HttpStatusCode.NotImplemented, "text/plain");
        context.Response.StatusCode = (int)answer.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.Headers["x-amzn-RequestId"] = "request-1";
        var bytes = System.Text.Encoding.UTF8.GetBytes(answer.Body);
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes);
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.LocalHost.Tests.Telemetry;

/// <summary>Takes what is sent in OpenTelemetry's protocol over HTTP, and keeps it as it came.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, string Body)> _received = new();
    private readonly WebApplication _app;

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRouting();
        _app = builder.Build();
        _app.Run(ReceiveAsync);
    }

    public string Address => _app.Urls.Single();

    public static async Task<OtlpReceiver> StartAsync()
    {
        OtlpReceiver receiver = new();
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>All that came to an address. Texts stand in the protobuf messages as they are.</summary>
    public string Of(string path) =>
        string.Concat(_received.Where(sent => sent.Path == path).Select(sent => sent.Body));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext http)
    {
        using MemoryStream body = new();
        await http.Request.Body.CopyToAsync(body);
        _received.Enqueue((http.Request.Path, Encoding.UTF8.GetString(body.ToArray())));
        http.Response.ContentType = "application/x-protobuf";
    }
}

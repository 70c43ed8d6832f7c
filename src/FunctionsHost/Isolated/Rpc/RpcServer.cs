using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Isolated.Rpc;

/// <summary>The gRPC server that workers call, on a free port of the loopback address.</summary>
internal sealed class RpcServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    /// <summary>Builds the server; nothing listens yet.</summary>
    /// <param name="streams">Takes the workers' event streams.</param>
    /// <param name="loggers">Where it logs to.</param>
    public RpcServer(EventStreams streams, ILoggerFactory loggers)
    {
        // Empty: nothing of this process' environment (ASPNETCORE_URLS, ...) decides where the host listens.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(ListenOnLoopback);
        builder.Services.AddSingleton<ILoggerFactory>(new WarningsOnly(loggers));
        builder.Services.AddSingleton<IHostLifetime, Subordinate>();
        builder.Services.AddSingleton(streams);
        builder.Services.AddRouting();
        builder.Services.AddGrpc(WithoutMessageLimits);
        _app = builder.Build();
        _app.UseRouting();
        _app.MapGrpcService<EventStreamService>();
    }

    /// <summary>Where it listens, once started.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>Listens.</summary>
    public Task StartAsync(CancellationToken cancellation) => _app.StartAsync(cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static void ListenOnLoopback(KestrelServerOptions kestrel) =>
        kestrel.Listen(IPAddress.Loopback, port: 0, listen => listen.Protocols = HttpProtocols.Http2);

    // Histories of long orchestrations go through here.
    private static void WithoutMessageLimits(Grpc.AspNetCore.Server.GrpcServiceOptions grpc)
    {
        grpc.MaxReceiveMessageSize = null;
        grpc.MaxSendMessageSize = null;
    }

    /// <summary>Signals of the system are not its own: it stops when its host has let the worker end.</summary>
    private sealed class Subordinate : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

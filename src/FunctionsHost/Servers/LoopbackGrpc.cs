using System.Net;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Servers;

/// <summary>
/// Makes the gRPC servers of a host: on a free port of the loopback address, for processes of this machine alone.
/// </summary>
internal static class LoopbackGrpc
{
    /// <summary>Builds a server; nothing listens yet.</summary>
    /// <typeparam name="TService">What it serves.</typeparam>
    /// <param name="loggers">The host's log, of which it uses warnings and errors.</param>
    /// <param name="addServices">Adds what the service is made of.</param>
    /// <param name="configure">More options of gRPC; none by default.</param>
    public static WebApplication Build<TService>(
        ILoggerFactory loggers,
        Action<IServiceCollection> addServices,
        Action<GrpcServiceOptions>? configure = null
    )
        where TService : class
    {
        // Empty: nothing of this process' environment (ASPNETCORE_URLS, ...) decides where it listens.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Listen);
        builder.Services.AddSingleton<ILoggerFactory>(new WarningsOnly(loggers));
        builder.Services.AddSingleton<IHostLifetime, Subordinate>();
        builder.Services.AddRouting();
        builder.Services.AddGrpc(grpc =>
        {
            WithoutLimits(grpc);
            configure?.Invoke(grpc);
        });
        addServices(builder.Services);
        var server = builder.Build();
        server.UseRouting();
        server.MapGrpcService<TService>();
        return server;
    }

    // Histories of long orchestrations go through here.
    private static void WithoutLimits(GrpcServiceOptions grpc)
    {
        grpc.MaxReceiveMessageSize = null;
        grpc.MaxSendMessageSize = null;
    }

    private static void Listen(KestrelServerOptions kestrel)
    {
        kestrel.Limits.MaxRequestBodySize = null;
        // Calls that wait for an instance's end go on for minutes, all over one connection.
        kestrel.Limits.Http2.MaxStreamsPerConnection = int.MaxValue;
        kestrel.Listen(IPAddress.Loopback, port: 0, listen => listen.Protocols = HttpProtocols.Http2);
    }

    /// <summary>Signals of the system are not its own: it stops when its host does, after the worker.</summary>
    private sealed class Subordinate : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

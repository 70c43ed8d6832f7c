using System.Net;
using LocalAws.Wire;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LocalAws.Hosting;

/// <summary>Kestrel on a loopback port.</summary>
internal sealed class LoopbackListener : IAsyncDisposable
{
    private readonly KestrelServer _server;

    private LoopbackListener(KestrelServer server)
    {
        _server = server;
        Endpoint = new(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
    }

    public Uri Endpoint { get; }

    /// <summary>Throws <see cref="LocalAwsStartException"/> where the port is taken.</summary>
    public static async Task<LoopbackListener> StartAsync(
        SurfaceRouter router,
        int port,
        ILoggerFactory loggers,
        CancellationToken cancellationToken
    )
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Listen(IPAddress.Loopback, port);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggers);
        var kestrel = new KestrelServer(Options.Create(options), transport, loggers);
        try
        {
            await kestrel.StartAsync(
                new LocalAwsApplication(router, loggers.CreateLogger<LocalAwsApplication>()),
                cancellationToken
            );
            return new(kestrel);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            kestrel.Dispose();
            throw new LocalAwsStartException(
                LocalAwsStartProblem.PortInUse,
                $"Port {port} on 127.0.0.1 is in use by another program; stop that one, or choose another port.",
                e
            );
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Requests under way get a moment; a client that holds a connection open must not hold up the end.
        using var timeLimit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _server.StopAsync(timeLimit.Token);
        _server.Dispose();
    }
}

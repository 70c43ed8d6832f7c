using FunctionsHost.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Isolated.Rpc;

/// <summary>The gRPC server that workers call.</summary>
internal sealed class RpcServer : IAsyncDisposable
{
    private readonly WebApplication _server;

    /// <summary>Builds the server; nothing listens yet.</summary>
    /// <param name="streams">Takes the workers' event streams.</param>
    /// <param name="loggers">Where it logs to.</param>
    public RpcServer(EventStreams streams, ILoggerFactory loggers) =>
        _server = LoopbackGrpc.Build<EventStreamService>(loggers, services => services.AddSingleton(streams));

    /// <summary>Where it listens, once started.</summary>
    public Uri Address => new(_server.Urls.Single());

    /// <summary>Listens.</summary>
    public Task StartAsync(CancellationToken cancellation) => _server.StartAsync(cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

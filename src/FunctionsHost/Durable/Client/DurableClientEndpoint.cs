using System.Diagnostics;
using FunctionsHost.Servers;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Grpc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Durable.Client;

/// <summary>
/// Serves durable clients on a loopback port of its own: those in the worker's process, and those in the host's.
/// </summary>
public sealed class DurableClientEndpoint : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ILoggerFactory _loggers;
    private readonly List<GrpcChannel> _channels = [];

    private DurableClientEndpoint(WebApplication server, ILoggerFactory loggers)
    {
        _server = server;
        _loggers = loggers;
    }

    /// <summary>Where it listens, for <see cref="DurableClientBinding.RpcBaseUrl"/>.</summary>
    public Uri Address => new(_server.Urls.Single());

    /// <summary>Begins to serve.</summary>
    /// <param name="hub">What the clients reach.</param>
    /// <param name="loggers">Where warnings of the server go.</param>
    public static async Task<DurableClientEndpoint> StartAsync(TaskHub hub, ILoggerFactory loggers)
    {
        var server = LoopbackGrpc.Build<DurableClientService>(
            loggers,
            services => AddServices(services, hub),
            grpc => grpc.EnableDetailedErrors = true
        );
        await server.StartAsync();
        return new DurableClientEndpoint(server, loggers);
    }

    /// <summary>The official client for code in the host's own process; it lives as long as the endpoint.</summary>
    /// <param name="name">The task hub's name.</param>
    /// <param name="converter">Inputs and events to JSON.</param>
    public DurableTaskClient CreateClient(string name, DataConverter converter)
    {
        var channel = GrpcChannel.ForAddress(
            Address,
            new GrpcChannelOptions
            {
                MaxReceiveMessageSize = null,
                MaxSendMessageSize = null,
                LoggerFactory = _loggers,
                ServiceConfig = ReadsAskedTwice(),
            }
        );
        _channels.Add(channel);
        var options = new GrpcDurableTaskClientOptions
        {
            Channel = channel,
            DataConverter = converter,
            EnableEntitySupport = true,
        };
        return new GrpcDurableTaskClient(name, options, _loggers.CreateLogger<GrpcDurableTaskClient>());
    }

    /// <summary>Stops to serve; calls that wait are broken off.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels)
            channel.Dispose();
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _server.StopAsync(atOnce.Token);
        await _server.DisposeAsync();
    }

    /// <summary>
    /// A read without an answer after some seconds, a thousand times what one takes, is asked again: code that waits
    /// for an answer that was lost would wait for ever. Reads alone: asked twice, they do nothing twice.
    /// </summary>
    private static ServiceConfig ReadsAskedTwice()
    {
        var reads = new MethodConfig
        {
            HedgingPolicy = new HedgingPolicy { MaxAttempts = 3, HedgingDelay = TimeSpan.FromSeconds(5) },
        };
        reads.Names.Add(new MethodName { Service = "TaskHubSidecarService", Method = "GetInstance" });
        reads.Names.Add(new MethodName { Service = "TaskHubSidecarService", Method = "QueryInstances" });
        return new ServiceConfig { MethodConfigs = { reads } };
    }

    private static void AddServices(IServiceCollection services, TaskHub hub)
    {
        // A client tells of its calls itself; a second span here, of a server that nobody sees, would be one without a
        // parent.
        services.AddSingleton(new ActivitySource("FunctionsHost.DurableClient"));
        services.AddSingleton(hub);
        services.AddSingleton<DurableClientService>();
    }
}

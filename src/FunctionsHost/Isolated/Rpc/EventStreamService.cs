using Grpc.Core;

namespace FunctionsHost.Isolated.Rpc;

/// <summary>The one gRPC method of the protocol: a stream of messages each way, opened by the worker.</summary>
internal sealed class EventStreamService(EventStreams streams) : FunctionRpc.FunctionRpcBase
{
    /// <inheritdoc/>
    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream,
        IServerStreamWriter<StreamingMessage> responseStream,
        ServerCallContext context
    )
    {
        if (!await requestStream.MoveNext(context.CancellationToken))
            return;
        var channel =
            streams.Take(requestStream.Current)
            ?? throw new Grpc.Core.RpcException(
                new Status(StatusCode.PermissionDenied, "No worker with this id is expected.")
            );
        await channel.RunAsync(requestStream, responseStream, context.CancellationToken);
    }
}

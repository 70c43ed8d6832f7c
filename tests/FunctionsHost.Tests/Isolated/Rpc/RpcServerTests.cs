using FunctionsHost.Isolated.Rpc;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsHost.Tests.Isolated.Rpc;

public sealed class RpcServerTests : IAsyncLifetime
{
    private static readonly Marshaller<StreamingMessage> Messages = Marshallers.Create(
        message => message.ToByteArray(),
        StreamingMessage.Parser.ParseFrom
    );

    private static readonly Method<StreamingMessage, StreamingMessage> EventStream = new(
        MethodType.DuplexStreaming,
        "AzureFunctionsRpcMessages.FunctionRpc",
        "EventStream",
        Messages,
        Messages
    );

    private readonly EventStreams _streams = new();
    private readonly WorkerChannel _channel = new(new(NullLoggerFactory.Instance));
    private readonly RpcServer _server;

    public RpcServerTests() => _server = new(_streams, NullLoggerFactory.Instance);

    public Task InitializeAsync() => _server.StartAsync(CancellationToken.None);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task EventStream_OfAWorkerThatIsExpected_IsItsChannels()
    {
        _streams.Expect("the-id", _channel);
        using var client = GrpcChannel.ForAddress(_server.Address);
        using var call = await CallAsync(client, "the-id");

        await _channel.Opened.WaitAsync(TimeSpan.FromSeconds(30));
        var question = _channel.AskAsync(new() { FunctionsMetadataRequest = new() });
        (await call.ResponseStream.MoveNext(CancellationToken.None)).ShouldBeTrue();
        var asked = call.ResponseStream.Current;
        await call.RequestStream.WriteAsync(new() { RequestId = asked.RequestId, FunctionMetadataResponse = new() });

        (await question).FunctionMetadataResponse.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("another-id")]
    [InlineData("")]
    public async Task EventStream_OfSomebodyElse_IsTurnedAway(string id)
    {
        _streams.Expect("the-id", _channel);

        (await StatusAsync(id)).ShouldBe(StatusCode.PermissionDenied);

        _channel.Opened.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task EventStream_ASecondForOneWorker_IsTurnedAway()
    {
        _streams.Expect("the-id", _channel);
        using var client = GrpcChannel.ForAddress(_server.Address);
        using var first = await CallAsync(client, "the-id");
        await _channel.Opened.WaitAsync(TimeSpan.FromSeconds(30));

        (await StatusAsync("the-id")).ShouldBe(StatusCode.PermissionDenied);
    }

    private async Task<StatusCode> StatusAsync(string id)
    {
        using var client = GrpcChannel.ForAddress(_server.Address);
        using var call = await CallAsync(client, id);
        var refused = await Should.ThrowAsync<Grpc.Core.RpcException>(() =>
            call.ResponseStream.MoveNext(CancellationToken.None)
        );
        return refused.StatusCode;
    }

    private static async Task<AsyncDuplexStreamingCall<StreamingMessage, StreamingMessage>> CallAsync(
        GrpcChannel client,
        string id
    )
    {
        var call = client.CreateCallInvoker().AsyncDuplexStreamingCall(EventStream, host: null, new());
        await call.RequestStream.WriteAsync(new() { StartStream = new() { WorkerId = id } });
        return call;
    }
}

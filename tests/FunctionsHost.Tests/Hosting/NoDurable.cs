using DurableTask.Core.Middleware;
using FunctionsHost.Isolated;
using FunctionsHost.Workers;

namespace FunctionsHost.Tests.Hosting;

/// <summary>For apps whose durable functions are not run.</summary>
internal sealed class NoDurable : IDurableProtocol
{
    // Never called: the function that has this client only tells its hub.
    public string DescribeClient(InputBinding binding) =>
        """
            {"taskHubName":"TheHub","connectionName":"Storage","rpcBaseUrl":"http://127.0.0.1:9/",
             "httpBaseUrl":"http://127.0.0.1:9/",
             "requiredQueryStringParameters":"","useForwardedHost":false,"maxGrpcMessageSizeInBytes":1000,
             "grpcHttpClientTimeout":"\"00:01:40\""}
            """;

    public Task RunOrchestratorAsync(
        IFunctionInvoker invoker,
        FunctionDefinition function,
        DispatchMiddlewareContext context
    ) => throw new NotSupportedException();

    public Task RunActivityAsync(
        IFunctionInvoker invoker,
        FunctionDefinition function,
        DispatchMiddlewareContext context
    ) => throw new NotSupportedException();
}

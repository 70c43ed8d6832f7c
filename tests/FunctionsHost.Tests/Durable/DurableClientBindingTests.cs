using FunctionsHost.Durable.Client;
using FunctionsHost.Workers;

namespace FunctionsHost.Tests.Durable;

public sealed class DurableClientBindingTests
{
    private static readonly DurableClientBinding Binding = new()
    {
        RpcBaseUrl = new Uri("http://127.0.0.1:4001"),
        TaskHubName = "Hub",
        HttpBaseUrl = () => "http://localhost:7071/runtime/webhooks/durabletask",
        RequiredQueryStringParameters = () => "code=key",
    };

    [Fact]
    public void ToJson_HasTheNamesThatTheWorkerReads() =>
        Binding
            .ToJson(
                new InputBinding(
                    "client",
                    "durableClient",
                    """{"name":"client","type":"durableClient","direction":"In"}"""
                )
            )
            .ShouldBe(
                """{"taskHubName":"Hub","connectionName":null,"rpcBaseUrl":"http://127.0.0.1:4001/","httpBaseUrl":"http://localhost:7071/runtime/webhooks/durabletask","requiredQueryStringParameters":"code=key","useForwardedHost":false,"maxGrpcMessageSizeInBytes":2147483647,"grpcHttpClientTimeout":"\u002200:01:40\u0022"}"""
            );

    [Fact]
    public void ToJson_OfABindingWithAHubAndAConnection_NamesThem()
    {
        var json = Binding.ToJson(
            new InputBinding("client", "durableClient", """{"taskHub":"Other","connectionName":"Storage"}""")
        );

        json.ShouldContain("\"taskHubName\":\"Other\",\"connectionName\":\"Storage\"");
    }
}

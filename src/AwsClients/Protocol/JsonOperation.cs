using System.Collections.Concurrent;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.AwsClients.Protocol;

/// <summary>How one operation is written and read: made once, since it depends on its two types only.</summary>
internal static class JsonOperation<TRequest, TResponse>
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    private static readonly ConcurrentDictionary<JsonProtocol, InvokeOptions> Made = new();

    public static InvokeOptions Of(JsonProtocol protocol) =>
        Made.GetOrAdd(
            protocol,
            static protocol => new InvokeOptions
            {
                RequestMarshaller = new JsonRequestMarshaller<TRequest>(protocol),
                ResponseUnmarshaller = new JsonModelUnmarshaller<TResponse>(protocol),
            }
        );
}

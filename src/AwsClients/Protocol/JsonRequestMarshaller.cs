using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace Amazon.AwsClients.Protocol;

/// <summary>
/// Writes any request of an AWS JSON 1.1 service: the operation in a header, the set members as a JSON object.
/// </summary>
internal sealed class JsonRequestMarshaller<TRequest>(JsonProtocol protocol)
    : IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonWebServiceRequest
{
    private static readonly string Operation = typeof(TRequest).Name[..^"Request".Length];

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, protocol.ServiceName)
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = JsonSerializer.SerializeToUtf8Bytes((TRequest)input, ModelJson.Options),
        };
        request.Headers["X-Amz-Target"] = protocol.TargetPrefix + Operation;
        request.Headers["Content-Type"] = "application/x-amz-json-1.1";
        request.Headers[HeaderKeys.XAmzApiVersion] = protocol.ApiVersion;
        return request;
    }
}

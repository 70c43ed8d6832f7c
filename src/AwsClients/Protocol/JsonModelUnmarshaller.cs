using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.AwsClients.Protocol;

/// <summary>Reads any response of an AWS JSON 1.1 service, and its errors as the service's typed exceptions.</summary>
internal sealed class JsonModelUnmarshaller<TResponse>(JsonProtocol protocol) : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    private readonly ServiceErrors _errors = new(protocol);

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input) =>
        input.IsEmptyResponse
            ? new TResponse()
            : JsonSerializer.Deserialize<TResponse>(input.Stream, ModelJson.Options) ?? new TResponse();

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input,
        Exception innerException,
        HttpStatusCode statusCode
    )
    {
        // Core knows the many places where a code and a message may stand (body, headers, XML from a proxy); the body's
        // own members come after.
        var reader = new StreamingUtf8JsonReader(input.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        return _errors.Create(error, input.GetResponseBodyBytes(), innerException, statusCode);
    }
}

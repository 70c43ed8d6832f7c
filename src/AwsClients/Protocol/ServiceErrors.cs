using System.Net;
using System.Reflection;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.AwsClients.Protocol;

/// <summary>
/// Turns an error answer into the service's exception of that code, with the members that the code carries besides its
/// message.
/// </summary>
internal sealed class ServiceErrors(JsonProtocol protocol)
{
    private readonly Dictionary<string, Type> _types = protocol
        .BaseException.Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(protocol.BaseException))
        .ToDictionary(type => type.Name);

    public AmazonServiceException Create(ErrorResponse error, byte[] body, Exception cause, HttpStatusCode status)
    {
        var type = error.Code is { } code && _types.TryGetValue(code, out var known) ? known : protocol.BaseException;
        var exception = (AmazonServiceException)
            Activator.CreateInstance(type, error.Message, cause, error.Type, error.Code, error.RequestId, status);
        SetOwnMembers(exception, body);
        return exception;
    }

    private static void SetOwnMembers(AmazonServiceException exception, byte[] body)
    {
        var own = exception
            .GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);
        if (own.Length == 0 || Parse(body) is not { RootElement.ValueKind: JsonValueKind.Object } document)
            return;
        using (document)
        {
            foreach (var property in own)
            {
                if (document.RootElement.TryGetProperty(property.Name, out var value))
                    property.SetValue(exception, value.Deserialize(property.PropertyType, ModelJson.Options));
            }
        }
    }

    private static JsonDocument Parse(byte[] body)
    {
        try
        {
            return body is { Length: > 0 } ? JsonDocument.Parse(body) : null;
        }
        catch (JsonException)
        {
            // A proxy in between may answer with anything; the code and the message have been read as far as they go.
            return null;
        }
    }
}

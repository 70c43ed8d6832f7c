using System.Text.Json;
using LocalAws.Signing;
using LocalAws.Wire;

namespace LocalAws.Iam.Access;

/// <summary>Lets calls of a JSON service through that their callers may make.</summary>
/// <param name="authorizer">Knows the callers' rights.</param>
/// <param name="needed">What an operation needs, by its body.</param>
internal sealed class JsonGuard(Authorizer authorizer, Func<string, JsonElement, IEnumerable<AccessRequest>> needed)
{
    /// <summary>Throws <c>AccessDeniedException</c>, or the service's own answer.</summary>
    public void Demand(Caller caller, string operation, byte[] body)
    {
        if (caller.IsAdministrator)
            return;
        foreach (var access in Needed(operation, body))
        {
            if (authorizer.Refusal(caller, access) is { } words)
                throw access.Answer ?? new AwsException("AccessDeniedException", words);
        }
    }

    private List<AccessRequest> Needed(string operation, byte[] body)
    {
        try
        {
            return [.. needed(operation, Read(body))];
        }
        catch (InvalidOperationException)
        {
            // A text that is not UTF-8 is found where it is read.
            throw new AwsException("SerializationException", "The request body is not what the operation takes.");
        }
    }

    private static JsonElement Read(byte[] body)
    {
        try
        {
            var element = JsonSerializer.Deserialize<JsonElement>(body.Length == 0 ? "{}"u8 : body);
            if (element.ValueKind == JsonValueKind.Object)
                return element;
        }
        catch (JsonException)
        {
            // Falls through: a body that is none is refused the same way by every operation.
        }

        throw new AwsException("SerializationException", "Start of structure or map found where not expected.");
    }
}

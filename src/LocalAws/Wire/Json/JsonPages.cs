using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Faults;

namespace LocalAws.Wire.Json;

/// <summary>Asks for smaller pages than the client did, where a fault says so. Operations without pages do not look at the member.</summary>
internal static class JsonPages
{
    public static byte[] Cut(byte[] body, RequestFaults faults)
    {
        if (!faults.HasPageSize(out var size) || Parse(body) is not { } request)
            return body;
        var asked = request["MaxResults"] is JsonValue value && value.TryGetValue<int>(out var number) ? number : int.MaxValue;
        // A size that is out of bounds stays what it is: refusing it is the operation's part.
        if (asked > size)
            request["MaxResults"] = size;
        return JsonSerializer.SerializeToUtf8Bytes(request);
    }

    private static JsonObject? Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

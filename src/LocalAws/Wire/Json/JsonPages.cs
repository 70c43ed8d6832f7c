using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Faults;

namespace LocalAws.Wire.Json;

/// <summary>
/// Asks for smaller pages than the client did, where a fault says so. Operations without pages do not look at the
/// member.
/// </summary>
internal static class JsonPages
{
    public static byte[] Cut(byte[] body, RequestFaults faults)
    {
        if (!faults.HasPageSize(out var size))
            return body;
        try
        {
            if (JsonNode.Parse(body) is JsonObject request)
                return Cut(request, size);
            return body;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            // No JSON, members named twice, or texts that are not UTF-8: refusing it is the operation's part.
            return body;
        }
    }

    private static byte[] Cut(JsonObject request, int size)
    {
        var asked =
            request["MaxResults"] is JsonValue value && value.TryGetValue<int>(out var number) ? number : int.MaxValue;
        // A size that is out of bounds stays what it is: refusing it is the operation's part.
        if (asked > size)
            request["MaxResults"] = size;
        return JsonSerializer.SerializeToUtf8Bytes(request);
    }
}

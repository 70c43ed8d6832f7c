using System.Text.Json;

namespace LocalAws.Iam.Access;

/// <summary>
/// Names in the body of a JSON request, read as the operations read them: spelled exactly, the last one counts.
/// </summary>
internal readonly record struct BodyNames(JsonElement Body)
{
    /// <summary>A text, or null where there is none.</summary>
    public string? Text(params ReadOnlySpan<string> path)
    {
        var at = Body;
        foreach (var name in path)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                return null;
        }

        return at.ValueKind == JsonValueKind.String ? at.GetString() : null;
    }

    /// <summary>Texts of a list; none where there is no such list.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        if (Body.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array)
            return
            [
                .. list.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.String).Select(i => i.GetString()!),
            ];
        return [];
    }
}

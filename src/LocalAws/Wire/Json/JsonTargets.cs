using System.Text.Json;
using LocalAws.Sql.Syntax;

namespace LocalAws.Wire.Json;

/// <summary>
/// What a request of a JSON service works on, read off the members that name things. A body that cannot be read works
/// on nothing.
/// </summary>
internal static class JsonTargets
{
    public static IReadOnlyList<string> Of(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement is { ValueKind: JsonValueKind.Object } request)
                return Of(request);
            return [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is said of texts that are not UTF-8.
            return [];
        }
    }

    private static IReadOnlyList<string> Of(JsonElement request)
    {
        if (Text(request, "QueryString") is { } sql)
            return StatementNames.Of(sql, Text(Member(request, "QueryExecutionContext"), "Database") ?? "default");
        if (Text(request, "QueryExecutionId") is { } id)
            return [id];
        if (Texts(request, "QueryExecutionIds") is { Count: > 0 } ids)
            return ids;
        var name = Text(request, "TableName") ?? Text(request, "Name") ?? Text(Member(request, "TableInput"), "Name");
        if (Text(request, "DatabaseName") is not { } database)
            return [name ?? Text(Member(request, "DatabaseInput"), "Name") ?? ""];
        if (Texts(request, "TablesToDelete") is { Count: > 0 } tables)
            return [.. tables.Select(t => $"{database}.{t}")];
        return [name is null ? database : $"{database}.{name}"];
    }

    private static JsonElement Member(JsonElement element, string name)
    {
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member))
            return member;
        return default;
    }

    private static string? Text(JsonElement element, string name)
    {
        if (Member(element, name) is { ValueKind: JsonValueKind.String } text)
            return text.GetString();
        return null;
    }

    private static List<string> Texts(JsonElement element, string name)
    {
        return Member(element, name) is { ValueKind: JsonValueKind.Array } list
            ?
            [
                .. list.EnumerateArray()
                    .Where(item => item.ValueKind == JsonValueKind.String)
                    .Select(item => item.GetString()!),
            ]
            : [];
    }
}

using System.Text.Json;

namespace CommerceAnalytics.OneMachine.Tests.Sample;

/// <summary>A line of the event log, read back.</summary>
internal sealed record LogLine(
    string Line,
    string Time,
    string Kind,
    IReadOnlyDictionary<string, JsonElement> Attributes
)
{
    /// <summary>Null for a damaged line.</summary>
    public static LogLine? Parse(string line)
    {
        try
        {
            var root = JsonSerializer.Deserialize<JsonElement>(line);
            return new LogLine(
                line,
                root.GetProperty("timestamp").GetString()!,
                root.GetProperty("body").GetString()!,
                root.GetProperty("attributes").EnumerateObject().ToDictionary(p => p.Name, p => p.Value)
            );
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public bool Has(string name) => Attributes.ContainsKey(name);

    public bool IsOfKind(string name, JsonValueKind kind) =>
        Attributes.TryGetValue(name, out var value) && value.ValueKind == kind;

    public string? Text(string name) =>
        Attributes.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}

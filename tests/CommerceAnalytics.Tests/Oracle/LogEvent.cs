using System.Text.Json;

namespace CommerceAnalytics.Tests.Oracle;

/// <summary>One line of the event log, as a shop wrote it. Attributes that are null stand in the line as null.</summary>
internal sealed record LogEvent(DateTime Utc, string Body, IReadOnlyDictionary<string, string?> Attributes)
{
    public static LogEvent At(string utc, string body, params (string Name, string? Value)[] attributes) =>
        new(DateTimeOffset.Parse(utc).UtcDateTime, body, attributes.ToDictionary(attribute => attribute.Name, attribute => attribute.Value));

    /// <summary>An empty text is NULL, for every attribute.</summary>
    public string? this[string attribute] => Attributes.TryGetValue(attribute, out var value) && value is { Length: > 0 } ? value : null;

    public string Json() => JsonSerializer.Serialize(new { timestamp = Utc.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'"), body = Body, attributes = Attributes });
}

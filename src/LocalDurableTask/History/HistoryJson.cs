using System.Text.Json;
using System.Text.Json.Serialization;

namespace LocalDurableTask.History;

/// <summary>Histories as JSON: one object per event, as the store keeps them and as files for replay have them.</summary>
public static class HistoryJson
{
    private static readonly HistoryJsonContext Context = HistoryJsonContext.Default;

    /// <summary>One event as a JSON object on one line.</summary>
    public static string Write(HistoryEvent value) => JsonSerializer.Serialize(value, Context.HistoryEvent);

    /// <summary>An event from its JSON object.</summary>
    /// <exception cref="JsonException">The text is not an event.</exception>
    public static HistoryEvent Read(string json) =>
        JsonSerializer.Deserialize(json, Context.HistoryEvent) ?? throw new JsonException("A history event is an object, not null.");

    /// <summary>A whole history, one event a line.</summary>
    public static string WriteAll(IEnumerable<HistoryEvent> history) => string.Concat(history.Select(e => Write(e) + "\n"));

    /// <summary>A whole history from its lines.</summary>
    /// <exception cref="JsonException">A line is not an event.</exception>
    public static IReadOnlyList<HistoryEvent> ReadAll(string lines) =>
        [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Read)];

    internal static string WriteFailure(FailureData value) => JsonSerializer.Serialize(value, Context.FailureData);

    internal static FailureData? ReadFailure(string json) => JsonSerializer.Deserialize(json, Context.FailureData);

    internal static string WriteParent(ParentReference value) => JsonSerializer.Serialize(value, Context.ParentReference);

    internal static ParentReference? ReadParent(string json) => JsonSerializer.Deserialize(json, Context.ParentReference);

    internal static string WriteTags(Dictionary<string, string> value) => JsonSerializer.Serialize(value, Context.DictionaryStringString);

    internal static Dictionary<string, string>? ReadTags(string json) => JsonSerializer.Deserialize(json, Context.DictionaryStringString);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HistoryEvent))]
[JsonSerializable(typeof(FailureData))]
[JsonSerializable(typeof(ParentReference))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class HistoryJsonContext : JsonSerializerContext;

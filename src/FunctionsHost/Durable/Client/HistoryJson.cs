using System.Globalization;
using DurableTask.Core.History;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace FunctionsHost.Durable.Client;

/// <summary>
/// A history as providers give it: a JSON array of the engine's events, each with its <c>EventType</c> as number or
/// name, whatever further type names there are.
/// </summary>
internal static class HistoryJson
{
    private static readonly JsonSerializer Serializer = JsonSerializer.Create(
        new JsonSerializerSettings
        {
            DateParseHandling = DateParseHandling.None,
            DateTimeZoneHandling = DateTimeZoneHandling.Utc,
            MetadataPropertyHandling = MetadataPropertyHandling.Ignore,
            TypeNameHandling = TypeNameHandling.None,
        }
    );

    /// <exception cref="JsonException">The text is no history.</exception>
    public static IReadOnlyList<HistoryEvent> Read(string? json)
    {
        if (string.IsNullOrEmpty(json))
            return [];
        using var reader = new JsonTextReader(new StringReader(json));
        // Texts that look like dates are texts.
        reader.DateParseHandling = DateParseHandling.None;
        return [.. JArray.Load(reader).Select(ReadEvent)];
    }

    private static HistoryEvent ReadEvent(JToken token)
    {
        var type = KindOf(token);
        var read = token.ToObject(ClassOf(type), Serializer);
        return read as HistoryEvent ?? throw new JsonSerializationException($"A history has an empty {type}.");
    }

    private static EventType KindOf(JToken token)
    {
        var kind = token["EventType"] ?? token["eventType"];
        var text = kind?.ToString();
        if (Enum.TryParse<EventType>(text, ignoreCase: true, out var type))
            return type;
        throw new JsonSerializationException($"A history has an event of an unknown type: '{text}'.");
    }

    private static Type ClassOf(EventType type)
    {
        // Two types of event share a class; all others have the class of their name.
        var name = type is EventType.ExecutionFailed ? EventType.ExecutionCompleted : type;
        var fullName = string.Create(CultureInfo.InvariantCulture, $"{typeof(HistoryEvent).Namespace}.{name}Event");
        return typeof(HistoryEvent).Assembly.GetType(fullName, throwOnError: true)!;
    }
}

using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace DurableTask.Sqlite.Events;

/// <summary>
/// Reads values of no stated type, as failures have in their properties, as plain dictionaries and lists: no reader
/// should meet a JToken.
/// </summary>
internal sealed class PlainValues : JsonConverter
{
    public override bool CanWrite => false;

    public override bool CanConvert(Type objectType) => objectType == typeof(object);

    public override object? ReadJson(
        JsonReader reader,
        Type objectType,
        object? existingValue,
        JsonSerializer serializer
    ) => Plain(JToken.ReadFrom(reader));

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) =>
        throw new NotSupportedException("Values are written as they are.");

    private static object? Plain(JToken token) =>
        token switch
        {
            JObject members => members.Properties().ToDictionary(member => member.Name, member => Plain(member.Value)),
            JArray items => items.Select(Plain).ToList(),
            JValue value => value.Value,
            _ => throw new JsonSerializationException($"A {token.Type} is no value."),
        };
}

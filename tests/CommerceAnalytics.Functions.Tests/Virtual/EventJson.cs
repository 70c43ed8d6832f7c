using System.Globalization;
using DurableTask.Core.History;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Linq;

namespace CommerceAnalytics.Functions.Tests.Virtual;

/// <summary>
/// Events of the official engine as one line of JSON each, with its own names of their members: what happened and when,
/// but not what differs from one recording to the next.
/// </summary>
internal static class EventJson
{
    private const string Kind = nameof(HistoryEvent.EventType);

    // Whether an event has been replayed is of the moment; where in the code something was thrown differs from machine
    // to machine.
    private static readonly string[] OfTheMoment = [nameof(HistoryEvent.IsPlayed), "StackTrace"];

    private static readonly JsonSerializer Serializer = JsonSerializer.Create(
        new JsonSerializerSettings
        {
            NullValueHandling = NullValueHandling.Ignore,
            DateParseHandling = DateParseHandling.None,
            Culture = CultureInfo.InvariantCulture,
            Converters = { new StringEnumConverter() },
        }
    );

    public static string Write(HistoryEvent what)
    {
        var members = JObject.FromObject(what, Serializer);
        foreach (var member in members.Descendants().OfType<JProperty>().ToList())
        {
            if (OfTheMoment.Contains(member.Name))
                member.Remove();
        }

        var kind = members.Property(Kind)!;
        kind.Remove();
        members.AddFirst(kind);
        return members.ToString(Formatting.None);
    }

    public static HistoryEvent Read(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None };
        var members = JObject.Load(reader);
        var name = $"{typeof(HistoryEvent).Namespace}.{(string?)members[Kind]}Event";
        var type = typeof(HistoryEvent).Assembly.GetType(name, throwOnError: true)!;
        return (HistoryEvent)members.ToObject(type, Serializer)!;
    }
}

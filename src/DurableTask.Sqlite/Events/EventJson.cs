using System.Globalization;
using DurableTask.Core;
using DurableTask.Core.History;
using Newtonsoft.Json;

namespace DurableTask.Sqlite.Events;

/// <summary>
/// Events, and the small things beside them, as compact JSON with the names that DurableTask.Core gives their
/// members.
/// </summary>
/// <remarks>
/// Newtonsoft.Json, since Core's types are written for it: constructors, members that only it may set, failure
/// details.
/// </remarks>
internal static class EventJson
{
    private static readonly JsonSerializer Serializer = JsonSerializer.Create(
        new JsonSerializerSettings
        {
            NullValueHandling = NullValueHandling.Ignore,
            TypeNameHandling = TypeNameHandling.None,
            // Texts that look like dates are texts: they come back as they were.
            DateParseHandling = DateParseHandling.None,
            Culture = CultureInfo.InvariantCulture,
            Converters = { new PlainValues() },
            ContractResolver = new EventContracts(),
        }
    );

    public static string Write(object value)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var writer = new JsonTextWriter(text);
        Serializer.Serialize(writer, value);
        return text.ToString();
    }

    public static string? WriteIfAny(object? value) => value is null ? null : Write(value);

    /// <exception cref="JsonException">The text is no such value.</exception>
    public static T Read<T>(string text)
        where T : class => (T)Read(text, typeof(T));

    public static T? ReadIfAny<T>(string? text)
        where T : class => text is null ? null : Read<T>(text);

    /// <exception cref="JsonException">The text is no event of that type.</exception>
    public static HistoryEvent Read(EventType type, string text) => (HistoryEvent)Read(text, TypeOf(type));

    /// <summary>Tags as an activity gets them; Core lets nobody else make one.</summary>
    public static OrchestrationExecutionContext ReadContext(string? tags) =>
        Read<OrchestrationExecutionContext>(tags ?? "{\"OrchestrationTags\":{}}");

    private static object Read(string text, Type type)
    {
        using var reader = new JsonTextReader(new StringReader(text));
        return Serializer.Deserialize(reader, type)
            ?? throw new JsonSerializationException($"There is no {type.Name}.");
    }

    private static Type TypeOf(EventType type) =>
        type switch
        {
            EventType.ExecutionStarted => typeof(ExecutionStartedEvent),
            EventType.ExecutionCompleted or EventType.ExecutionFailed => typeof(ExecutionCompletedEvent),
            EventType.ExecutionTerminated => typeof(ExecutionTerminatedEvent),
            EventType.TaskScheduled => typeof(TaskScheduledEvent),
            EventType.TaskCompleted => typeof(TaskCompletedEvent),
            EventType.TaskFailed => typeof(TaskFailedEvent),
            EventType.SubOrchestrationInstanceCreated => typeof(SubOrchestrationInstanceCreatedEvent),
            EventType.SubOrchestrationInstanceCompleted => typeof(SubOrchestrationInstanceCompletedEvent),
            EventType.SubOrchestrationInstanceFailed => typeof(SubOrchestrationInstanceFailedEvent),
            EventType.TimerCreated => typeof(TimerCreatedEvent),
            EventType.TimerFired => typeof(TimerFiredEvent),
            EventType.OrchestratorStarted => typeof(OrchestratorStartedEvent),
            EventType.OrchestratorCompleted => typeof(OrchestratorCompletedEvent),
            EventType.EventSent => typeof(EventSentEvent),
            EventType.EventRaised => typeof(EventRaisedEvent),
            EventType.ContinueAsNew => typeof(ContinueAsNewEvent),
            EventType.GenericEvent => typeof(GenericEvent),
            EventType.HistoryState => typeof(HistoryStateEvent),
            EventType.ExecutionSuspended => typeof(ExecutionSuspendedEvent),
            EventType.ExecutionResumed => typeof(ExecutionResumedEvent),
            EventType.ExecutionRewound => typeof(ExecutionRewoundEvent),
            _ => throw new JsonSerializationException($"There is no event of type {type}."),
        };
}

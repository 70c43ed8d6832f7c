using System.Text.Json.Nodes;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.QueryQueue;
using CommerceAnalytics.Functions.Tests.Virtual;
using DurableTask.Core;
using DurableTask.Core.History;

namespace CommerceAnalytics.Functions.Tests.Histories;

/// <summary>
/// Does today's code still read all that was written into a history? A renamed or removed property replays without a
/// murmur, as null or 0, and would be published so.
/// </summary>
internal static class HistoryData
{
    // Events that say all by their names.
    private static readonly string[] Bare =
    [
        RunEvents.Cancel,
        QueueEvents.Cancel,
        QueueEvents.Close,
        QueueEvents.Ready,
    ];

    /// <summary>What is not read any more; null when all is.</summary>
    public static string? Problem(KeptHistory kept) =>
        kept.Events.Index().Select(e => Problem(kept, e.Index, e.Item)).FirstOrDefault(problem => problem is not null);

    private static string? Problem(KeptHistory kept, int index, HistoryEvent what)
    {
        var (name, json, type) = Payload(kept, what);
        if (json is null || Bare.Contains(name))
            return null;
        var lost = type is null
            ? $"'{name}' is not there any more"
            : Lost(JsonNode.Parse(json), Again(json, type), name);
        return lost is null
            ? null
            : $"History '{kept.Name}' ({kept.About}), event {index + 1} ({what.GetType().Name}): {lost}. Data of runs in flight is read by "
                + "today's types: add to them, rename and remove nothing. See docs/change/changing-orchestrators.md.";
    }

    private static (string Name, string? Json, Type? Type) Payload(KeptHistory kept, HistoryEvent what) =>
        what switch
        {
            ExecutionStartedEvent e => (e.Name, e.Input, FunctionInputs.Of(e.Name)),
            SubOrchestrationInstanceCreatedEvent e => (e.Name, e.Input, FunctionInputs.Of(e.Name)),
            EventSentEvent e => (e.Name, e.Input, FunctionInputs.Of(e.Name)),
            EventRaisedEvent e => (e.Name, e.Input, FunctionInputs.Of(e.Name)),
            TaskScheduledEvent e => (e.Name!, Single(e.Input!), Input(e.Name!)),
            TaskCompletedEvent e => (
                Called(kept, e.TaskScheduledId),
                e.Result,
                Result(Called(kept, e.TaskScheduledId))
            ),
            SubOrchestrationInstanceCompletedEvent e => (
                Called(kept, e.TaskScheduledId),
                e.Result,
                Output(Called(kept, e.TaskScheduledId))
            ),
            ContinueAsNewEvent e => (kept.Orchestrator, e.Result, FunctionInputs.Of(kept.Orchestrator)),
            ExecutionCompletedEvent { OrchestrationStatus: OrchestrationStatus.Completed } e => (
                kept.Orchestrator,
                e.Result,
                Output(kept.Orchestrator)
            ),
            _ => ("", null, null),
        };

    /// <summary>The engine keeps an activity's input as an array of one.</summary>
    private static string Single(string inputs) => JsonNode.Parse(inputs)!.AsArray().Single()?.ToJsonString() ?? "null";

    private static string Called(KeptHistory kept, int taskId) =>
        kept
            .Events.Select(e =>
                e switch
                {
                    TaskScheduledEvent task when task.EventId == taskId => task.Name,
                    SubOrchestrationInstanceCreatedEvent child when child.EventId == taskId => child.Name,
                    _ => null,
                }
            )
            .First(name => name is not null)!;

    private static Type? Input(string activity) =>
        VirtualFunctions.Activities().TryGetValue(activity, out var method)
            ? VirtualFunctions.Input(method).ParameterType
            : null;

    private static Type? Result(string activity) =>
        VirtualFunctions.Activities().TryGetValue(activity, out var method) ? VirtualFunctions.Output(method) : null;

    private static Type? Output(string orchestrator) =>
        VirtualFunctions.Orchestrators().GetValueOrDefault(orchestrator)?.OutputType;

    private static JsonNode? Again(string json, Type type)
    {
        var read = Json.Converter.Deserialize(json, type);
        return JsonNode.Parse(Json.Text(read) ?? "null");
    }

    /// <summary>What today's data lacks of the kept one; more it may have.</summary>
    private static string? Lost(JsonNode? kept, JsonNode? today, string path) =>
        (kept, today) switch
        {
            (JsonObject a, JsonObject b) => a.Select(p => Lost(p.Value, b[p.Key], $"{path}.{p.Key}"))
                .FirstOrDefault(lost => lost is not null),
            (JsonArray a, JsonArray b) when a.Count == b.Count => a.Index()
                .Select(e => Lost(e.Item, b[e.Index], $"{path}[{e.Index}]"))
                .FirstOrDefault(lost => lost is not null),
            _ => JsonNode.DeepEquals(kept, today) ? null : $"{path} was {Shown(kept)} and is read as {Shown(today)}",
        };

    private static string Shown(JsonNode? node) => node?.ToJsonString() ?? "null";
}

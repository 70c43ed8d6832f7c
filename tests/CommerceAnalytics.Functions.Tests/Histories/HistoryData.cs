using System.Text.Json.Nodes;
using CommerceAnalytics.Functions.Alerts;
using CommerceAnalytics.Functions.Extracts;
using CommerceAnalytics.Functions.Queue;
using CommerceAnalytics.Functions.Refreshes;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Functions.Services;
using CommerceAnalytics.Functions.Tests.Virtual;
using LocalDurableTask;
using LocalDurableTask.History;

namespace CommerceAnalytics.Functions.Tests.Histories;

/// <summary>
/// Does today's code still read all that was written into a history? A renamed or removed property replays without a murmur, as null or 0,
/// and would be published so.
/// </summary>
internal static class HistoryData
{
    // What orchestrators and their waits ask for is not in their signatures.
    private static readonly Dictionary<string, Type> Inputs = new()
    {
        [FunctionNames.RunOrchestrator] = typeof(RunInput),
        [FunctionNames.QueryQueueOrchestrator] = typeof(QueueState),
        [FunctionNames.ServiceOrchestrator] = typeof(ServiceInput),
        [FunctionNames.RefreshTableOrchestrator] = typeof(RefreshInput),
        [FunctionNames.ExtractOrchestrator] = typeof(ExtractInput),
        [FunctionNames.ExtractStepOrchestrator] = typeof(ExtractStepInput),
        [FunctionNames.AlertOrchestrator] = typeof(RunAlert),
        [QueueEvents.Submit] = typeof(QueryRequest),
        [QueueEvents.Ended] = typeof(QueryResult),
        [RunEvents.Progress] = typeof(ServiceProgress),
        [RefreshEvents.QueryOver] = typeof(string),
    };

    // Events that say all by their names.
    private static readonly string[] Bare = [RunEvents.Cancel, QueueEvents.Cancel, QueueEvents.Close, QueueEvents.Ready];

    /// <summary>What is not read any more; null when all is.</summary>
    public static string? Problem(KeptHistory kept) =>
        kept.Events.Index().Select(e => Problem(kept, e.Index, e.Item)).FirstOrDefault(problem => problem is not null);

    private static string? Problem(KeptHistory kept, int index, HistoryEvent what)
    {
        var (name, json, type) = Payload(kept, what);
        if (json is null || Bare.Contains(name))
            return null;
        var lost = type is null ? $"'{name}' is not there any more" : Lost(JsonNode.Parse(json), Again(json, type), name);
        return lost is null ? null
            : $"History '{kept.Name}' ({kept.About}), event {index + 1} ({what.GetType().Name}): {lost}. Data of runs in flight is read by "
                + "today's types: add to them, rename and remove nothing. See docs/changing-orchestrators.md.";
    }

    private static (string Name, string? Json, Type? Type) Payload(KeptHistory kept, HistoryEvent what) => what switch
    {
        ExecutionStarted e => (e.Name, e.Input, Inputs.GetValueOrDefault(e.Name)),
        SubOrchestrationCreated e => (e.Name, e.Input, Inputs.GetValueOrDefault(e.Name)),
        EventSent e => (e.Name, e.Input, Inputs.GetValueOrDefault(e.Name)),
        EventRaised e => (e.Name, e.Input, Inputs.GetValueOrDefault(e.Name)),
        TaskScheduled e => (e.Name, e.Input, Input(e.Name)),
        TaskCompleted e => (Called(kept, e.TaskId), e.Result, Result(Called(kept, e.TaskId))),
        SubOrchestrationCompleted e => (Called(kept, e.TaskId), e.Result, Output(Called(kept, e.TaskId))),
        ExecutionCompleted { Failure: null } e => (kept.Orchestrator, e.Output, Output(kept.Orchestrator)),
        _ => ("", null, null),
    };

    private static string Called(KeptHistory kept, int taskId) => kept.Events.Select(e => e switch
    {
        TaskScheduled task when task.TaskId == taskId => task.Name,
        SubOrchestrationCreated child when child.TaskId == taskId => child.Name,
        _ => null,
    }).First(name => name is not null)!;

    private static Type? Input(string activity) =>
        VirtualFunctions.Activities().TryGetValue(activity, out var method) ? VirtualFunctions.Input(method).ParameterType : null;

    private static Type? Result(string activity) =>
        VirtualFunctions.Activities().TryGetValue(activity, out var method) ? method.ReturnType.GetGenericArguments()[0] : null;

    private static Type? Output(string orchestrator) => VirtualFunctions.Orchestrators().GetValueOrDefault(orchestrator)?.OutputType;

    private static JsonNode? Again(string json, Type type)
    {
        var converter = LocalTaskHub.DefaultConverter;
        return JsonNode.Parse(converter.Serialize(converter.Deserialize(json, type)) ?? "null");
    }

    /// <summary>What today's data lacks of the kept one; more it may have.</summary>
    private static string? Lost(JsonNode? kept, JsonNode? today, string path) => (kept, today) switch
    {
        (JsonObject a, JsonObject b) => a.Select(p => Lost(p.Value, b[p.Key], $"{path}.{p.Key}")).FirstOrDefault(lost => lost is not null),
        (JsonArray a, JsonArray b) when a.Count == b.Count =>
            a.Index().Select(e => Lost(e.Item, b[e.Index], $"{path}[{e.Index}]")).FirstOrDefault(lost => lost is not null),
        _ => JsonNode.DeepEquals(kept, today) ? null : $"{path} was {Shown(kept)} and is read as {Shown(today)}",
    };

    private static string Shown(JsonNode? node) => node?.ToJsonString() ?? "null";
}

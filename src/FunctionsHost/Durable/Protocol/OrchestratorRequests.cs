using DurableTask.Core;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using P = Microsoft.DurableTask.Protobuf;

namespace FunctionsHost.Durable.Protocol;

/// <summary>A turn as an isolated worker gets it: the history so far and what is new, as protobuf in base64.</summary>
/// <param name="sessionIdle">
/// How long the worker keeps an orchestration in memory between its turns; not at all if not given.
/// </param>
internal sealed class OrchestratorRequests(TimeSpan? sessionIdle)
{
    // What the Functions host has by default; read by the worker's durable HTTP calls alone.
    private const int HttpSleepMilliseconds = 30_000;

    public string Encode(OrchestrationRuntimeState state, WorkItemMetadata metadata)
    {
        // Without sessions the worker remembers nothing, whatever the engine remembers.
        var isSession = sessionIdle is not null && metadata.IsExtendedSession;
        var withHistory = sessionIdle is null || metadata.IncludeState;
        var request = new P.OrchestratorRequest { InstanceId = state.OrchestrationInstance!.InstanceId };
        if (withHistory)
            request.PastEvents.Add(state.PastEvents.Select(EventProtobuf.ToProtobuf));
        request.NewEvents.Add(state.NewEvents.Select(EventProtobuf.ToProtobuf));
        AddProperties(request, isSession, withHistory);
        return Convert.ToBase64String(request.ToByteArray());
    }

    private void AddProperties(P.OrchestratorRequest request, bool isSession, bool withHistory)
    {
        var properties = request.Properties;
        properties["HttpDefaultAsyncRequestSleepTimeMilliseconds"] = Value.ForNumber(HttpSleepMilliseconds);
        properties["IncludeState"] = Value.ForBool(withHistory);
        properties["IsExtendedSession"] = Value.ForBool(isSession);
        properties["ExtendedSessionIdleTimeoutInSeconds"] = Value.ForNumber(sessionIdle?.TotalSeconds ?? 0);
    }
}

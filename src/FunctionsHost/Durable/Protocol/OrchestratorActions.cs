using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.History;
using Kind = Microsoft.DurableTask.Protobuf.OrchestratorAction.OrchestratorActionTypeOneofCase;
using P = Microsoft.DurableTask.Protobuf;

namespace FunctionsHost.Durable.Protocol;

/// <summary>What an orchestrator in an isolated worker decided.</summary>
internal static class OrchestratorActions
{
    /// <exception cref="NotSupportedException">The engine does not know such an action.</exception>
    public static OrchestratorAction FromProtobuf(P.OrchestratorAction action) =>
        action.OrchestratorActionTypeCase switch
        {
            Kind.ScheduleTask => Schedule(action.Id, action.ScheduleTask),
            Kind.CreateSubOrchestration => Create(action.Id, action.CreateSubOrchestration),
            Kind.CreateTimer => Timer(action.Id, action.CreateTimer),
            Kind.SendEvent => Send(action.Id, action.SendEvent),
            Kind.CompleteOrchestration => Complete(action.Id, action.CompleteOrchestration),
            Kind.SendEntityMessage => throw new NotSupportedException("This host has no durable entities."),
            var other => throw new NotSupportedException($"This host does not know the orchestrator action '{other}'."),
        };

    private static ScheduleTaskOrchestratorAction Schedule(int id, P.ScheduleTaskAction action) =>
        new()
        {
            Id = id,
            Name = action.Name,
            Version = action.Version,
            Input = action.Input,
            Tags = new Dictionary<string, string>(action.Tags),
        };

    private static CreateSubOrchestrationAction Create(int id, P.CreateSubOrchestrationAction action) =>
        new()
        {
            Id = id,
            Name = action.Name,
            Version = action.Version,
            Input = action.Input,
            InstanceId = action.InstanceId,
            Tags = new Dictionary<string, string>(action.Tags),
        };

    private static CreateTimerOrchestratorAction Timer(int id, P.CreateTimerAction action) =>
        new() { Id = id, FireAt = action.FireAt.ToDateTime() };

    private static SendEventOrchestratorAction Send(int id, P.SendEventAction action) =>
        new()
        {
            Id = id,
            Instance = new() { InstanceId = action.Instance.InstanceId, ExecutionId = action.Instance.ExecutionId },
            EventName = action.Name,
            EventData = action.Data,
        };

    private static OrchestrationCompleteOrchestratorAction Complete(int id, P.CompleteOrchestrationAction action)
    {
        var complete = new OrchestrationCompleteOrchestratorAction
        {
            Id = id,
            OrchestrationStatus = (OrchestrationStatus)action.OrchestrationStatus,
            Result = action.Result,
            Details = action.Details,
            FailureDetails = FailureProtobuf.FromProtobuf(action.FailureDetails),
            NewVersion = action.NewVersion,
        };
        foreach (var carried in action.CarryoverEvents.Where(each => each.EventRaised is not null))
            complete.CarryoverEvents.Add(Raised(carried));
        foreach (var (name, value) in action.Tags)
            complete.Tags[name] = value;
        return complete;
    }

    private static EventRaisedEvent Raised(P.HistoryEvent carried) =>
        new(carried.EventId, carried.EventRaised.Input) { Name = carried.EventRaised.Name };
}

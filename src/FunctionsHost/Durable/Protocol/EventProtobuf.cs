using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Tracing;
using Google.Protobuf.WellKnownTypes;
using P = Microsoft.DurableTask.Protobuf;

namespace FunctionsHost.Durable.Protocol;

/// <summary>An event of a history as the worker and the client read it.</summary>
internal static class EventProtobuf
{
    /// <exception cref="NotSupportedException">The worker knows no such event.</exception>
    public static P.HistoryEvent ToProtobuf(HistoryEvent source)
    {
        var target = new P.HistoryEvent { EventId = source.EventId, Timestamp = Time(source.Timestamp) };
        switch (source)
        {
            case OrchestratorStartedEvent:
                target.OrchestratorStarted = new P.OrchestratorStartedEvent();
                break;
            case OrchestratorCompletedEvent:
                target.OrchestratorCompleted = new P.OrchestratorCompletedEvent();
                break;
            case TaskScheduledEvent scheduled:
                target.TaskScheduled = Scheduled(scheduled);
                break;
            case TaskCompletedEvent done:
                target.TaskCompleted = new() { TaskScheduledId = done.TaskScheduledId, Result = done.Result };
                break;
            case TaskFailedEvent failed:
                target.TaskFailed = new()
                {
                    TaskScheduledId = failed.TaskScheduledId,
                    FailureDetails = Failure(failed.FailureDetails, failed.Reason),
                };
                break;
            case TimerCreatedEvent created:
                target.TimerCreated = new() { FireAt = Time(created.FireAt) };
                break;
            case TimerFiredEvent fired:
                target.TimerFired = new() { TimerId = fired.TimerId, FireAt = Time(fired.FireAt) };
                break;
            case EventRaisedEvent raised:
                target.EventRaised = new() { Name = raised.Name, Input = raised.Input };
                break;
            case EventSentEvent sent:
                target.EventSent = new()
                {
                    Name = sent.Name,
                    Input = sent.Input,
                    InstanceId = sent.InstanceId,
                };
                break;
            default:
                SetLifeOfInstance(target, source);
                break;
        }
        return target;
    }

    public static Timestamp Time(DateTime time) =>
        Timestamp.FromDateTime(
            time.Kind is DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc)
        );

    private static void SetLifeOfInstance(P.HistoryEvent target, HistoryEvent source)
    {
        switch (source)
        {
            case ExecutionStartedEvent started:
                target.ExecutionStarted = Started(started);
                break;
            case ContinueAsNewEvent renewed:
                target.ContinueAsNew = new() { Input = renewed.Result };
                break;
            case ExecutionCompletedEvent completed:
                target.ExecutionCompleted = Completed(completed);
                break;
            case ExecutionTerminatedEvent terminated:
                target.ExecutionTerminated = new() { Input = terminated.Input };
                break;
            case ExecutionSuspendedEvent suspended:
                target.ExecutionSuspended = new() { Input = suspended.Reason };
                break;
            case ExecutionResumedEvent resumed:
                target.ExecutionResumed = new() { Input = resumed.Reason };
                break;
            case SubOrchestrationInstanceCreatedEvent created:
                target.SubOrchestrationInstanceCreated = Created(created);
                break;
            case SubOrchestrationInstanceCompletedEvent done:
                target.SubOrchestrationInstanceCompleted = new()
                {
                    TaskScheduledId = done.TaskScheduledId,
                    Result = done.Result,
                };
                break;
            case SubOrchestrationInstanceFailedEvent failed:
                target.SubOrchestrationInstanceFailed = new()
                {
                    TaskScheduledId = failed.TaskScheduledId,
                    FailureDetails = Failure(failed.FailureDetails, failed.Reason),
                };
                break;
            case GenericEvent generic:
                target.GenericEvent = new() { Data = generic.Data };
                break;
            case ExecutionRewoundEvent:
                target.ExecutionRewound = new P.ExecutionRewoundEvent();
                break;
            default:
                throw new NotSupportedException($"A worker knows no event of the type {source.EventType}.");
        }
    }

    private static P.TaskScheduledEvent Scheduled(TaskScheduledEvent source)
    {
        var target = new P.TaskScheduledEvent
        {
            Name = source.Name ?? "",
            Version = source.Version,
            Input = source.Input,
        };
        target.Tags.Add(source.Tags ?? new Dictionary<string, string>());
        return target;
    }

    private static P.SubOrchestrationInstanceCreatedEvent Created(SubOrchestrationInstanceCreatedEvent source) =>
        new()
        {
            InstanceId = source.InstanceId,
            Name = source.Name,
            Version = source.Version,
            Input = source.Input,
        };

    private static P.ExecutionCompletedEvent Completed(ExecutionCompletedEvent source) =>
        new()
        {
            OrchestrationStatus = (P.OrchestrationStatus)source.OrchestrationStatus,
            Result = source.Result,
            FailureDetails = FailureProtobuf.ToProtobuf(source.FailureDetails),
        };

    private static P.ExecutionStartedEvent Started(ExecutionStartedEvent source)
    {
        var target = new P.ExecutionStartedEvent
        {
            Name = source.Name,
            Version = source.Version,
            Input = source.Input,
            OrchestrationInstance = Instance(source.OrchestrationInstance),
            ParentInstance = Parent(source.ParentInstance),
            ScheduledStartTimestamp = source.ScheduledStartTime is { } start ? Time(start) : null,
            ParentTraceContext = Trace(source.ParentTraceContext),
        };
        target.Tags.Add(source.Tags ?? new Dictionary<string, string>());
        return target;
    }

    private static P.OrchestrationInstance Instance(OrchestrationInstance source) =>
        new() { InstanceId = source.InstanceId, ExecutionId = source.ExecutionId };

    private static P.ParentInstanceInfo? Parent(ParentInstance? source)
    {
        if (source is null)
            return null;
        return new()
        {
            Name = source.Name,
            Version = source.Version,
            TaskScheduledId = source.TaskScheduleId,
            OrchestrationInstance = Instance(source.OrchestrationInstance),
        };
    }

    private static P.TraceContext? Trace(DistributedTraceContext? source)
    {
        if (source is null)
            return null;
        return new() { TraceParent = source.TraceParent, TraceState = source.TraceState };
    }

    /// <summary>
    /// A worker cannot replay a failure without details; terminated children, for instance, have only a reason.
    /// </summary>
    private static P.TaskFailureDetails? Failure(FailureDetails? failure, string? reason) =>
        FailureProtobuf.ToProtobuf(
            failure ?? new FailureDetails("(unknown)", reason ?? "", null, null, isNonRetriable: false)
        );
}

using System.Text.Json.Serialization;

namespace LocalDurableTask.History;

/// <summary>One thing that happened to an instance. A history is a list of these, oldest first; it is kept as JSON, one row each.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TurnStarted), nameof(TurnStarted))]
[JsonDerivedType(typeof(ExecutionStarted), nameof(ExecutionStarted))]
[JsonDerivedType(typeof(ExecutionCompleted), nameof(ExecutionCompleted))]
[JsonDerivedType(typeof(ExecutionTerminated), nameof(ExecutionTerminated))]
[JsonDerivedType(typeof(ExecutionSuspended), nameof(ExecutionSuspended))]
[JsonDerivedType(typeof(ExecutionResumed), nameof(ExecutionResumed))]
[JsonDerivedType(typeof(TaskScheduled), nameof(TaskScheduled))]
[JsonDerivedType(typeof(TaskCompleted), nameof(TaskCompleted))]
[JsonDerivedType(typeof(TaskFailed), nameof(TaskFailed))]
[JsonDerivedType(typeof(SubOrchestrationCreated), nameof(SubOrchestrationCreated))]
[JsonDerivedType(typeof(SubOrchestrationCompleted), nameof(SubOrchestrationCompleted))]
[JsonDerivedType(typeof(SubOrchestrationFailed), nameof(SubOrchestrationFailed))]
[JsonDerivedType(typeof(TimerCreated), nameof(TimerCreated))]
[JsonDerivedType(typeof(TimerFired), nameof(TimerFired))]
[JsonDerivedType(typeof(EventSent), nameof(EventSent))]
[JsonDerivedType(typeof(EventRaised), nameof(EventRaised))]
public abstract record HistoryEvent
{
    /// <summary>When it was written, UTC.</summary>
    public DateTimeOffset Timestamp { get; init; }
}

/// <summary>The orchestrator gets its next batch of events; its clock stands at the timestamp until the next turn.</summary>
public sealed record TurnStarted : HistoryEvent;

/// <summary>The instance begins.</summary>
/// <param name="Name">The orchestrator.</param>
/// <param name="Input">Serialised input; null when there is none.</param>
/// <param name="Parent">Who called it; null for one that a client started.</param>
/// <param name="Carried">Events that the generation before left unprocessed; null when there are none.</param>
public sealed record ExecutionStarted(string Name, string? Input, ParentReference? Parent, IReadOnlyList<EventRaised>? Carried) : HistoryEvent;

/// <summary>The orchestrator returned or threw.</summary>
/// <param name="Output">Serialised result; of a failure its message.</param>
/// <param name="Failure">What it threw; null when it returned.</param>
public sealed record ExecutionCompleted(string? Output, FailureData? Failure) : HistoryEvent;

/// <summary>The instance was ended from outside.</summary>
/// <param name="Output">Serialised output.</param>
/// <param name="Recursive">Whether its sub-orchestrations were ended too.</param>
public sealed record ExecutionTerminated(string? Output, bool Recursive) : HistoryEvent;

/// <summary>The instance is held.</summary>
/// <param name="Reason">Who or why; null when nothing was said.</param>
public sealed record ExecutionSuspended(string? Reason) : HistoryEvent;

/// <summary>The instance goes on.</summary>
/// <param name="Reason">Who or why; null when nothing was said.</param>
public sealed record ExecutionResumed(string? Reason) : HistoryEvent;

/// <summary>The orchestrator called an activity.</summary>
/// <param name="TaskId">The call's number in the orchestration.</param>
/// <param name="Name">The activity.</param>
/// <param name="Input">Serialised input.</param>
public sealed record TaskScheduled(int TaskId, string Name, string? Input) : HistoryEvent;

/// <summary>An activity returned.</summary>
/// <param name="TaskId">Which call.</param>
/// <param name="Result">Serialised result.</param>
public sealed record TaskCompleted(int TaskId, string? Result) : HistoryEvent;

/// <summary>An activity threw.</summary>
/// <param name="TaskId">Which call.</param>
/// <param name="Failure">What it threw.</param>
public sealed record TaskFailed(int TaskId, FailureData Failure) : HistoryEvent;

/// <summary>The orchestrator called another.</summary>
/// <param name="TaskId">The call's number in the orchestration.</param>
/// <param name="Name">The orchestrator that is called.</param>
/// <param name="InstanceId">The child's instance.</param>
/// <param name="Input">Serialised input.</param>
public sealed record SubOrchestrationCreated(int TaskId, string Name, string InstanceId, string? Input) : HistoryEvent;

/// <summary>A sub-orchestration returned.</summary>
/// <param name="TaskId">Which call.</param>
/// <param name="Result">Serialised result.</param>
public sealed record SubOrchestrationCompleted(int TaskId, string? Result) : HistoryEvent;

/// <summary>A sub-orchestration threw or was ended from outside.</summary>
/// <param name="TaskId">Which call.</param>
/// <param name="Failure">What it threw.</param>
public sealed record SubOrchestrationFailed(int TaskId, FailureData Failure) : HistoryEvent;

/// <summary>The orchestrator waits for a time.</summary>
/// <param name="TaskId">The timer's number in the orchestration.</param>
/// <param name="FireAt">When it is over, UTC.</param>
public sealed record TimerCreated(int TaskId, DateTimeOffset FireAt) : HistoryEvent;

/// <summary>A timer is over.</summary>
/// <param name="TaskId">Which timer.</param>
/// <param name="FireAt">When it was due, UTC.</param>
public sealed record TimerFired(int TaskId, DateTimeOffset FireAt) : HistoryEvent;

/// <summary>The orchestrator sent an event to another instance.</summary>
/// <param name="TaskId">The event's number in the orchestration.</param>
/// <param name="InstanceId">The receiver.</param>
/// <param name="Name">The event.</param>
/// <param name="Input">Serialised payload.</param>
public sealed record EventSent(int TaskId, string InstanceId, string Name, string? Input) : HistoryEvent;

/// <summary>An event arrived.</summary>
/// <param name="Name">The event.</param>
/// <param name="Input">Serialised payload.</param>
public sealed record EventRaised(string Name, string? Input) : HistoryEvent;

/// <summary>Who called a sub-orchestration.</summary>
/// <param name="Name">The caller's orchestrator.</param>
/// <param name="InstanceId">The caller's instance.</param>
/// <param name="TaskId">The call's number in the caller.</param>
/// <param name="Generation">Which run of the caller's instance id; answers to an earlier one are dropped.</param>
public sealed record ParentReference(string Name, string InstanceId, int TaskId, long Generation);

/// <summary>A failure as it is kept.</summary>
/// <param name="ErrorType">Full name of the exception's type.</param>
/// <param name="ErrorMessage">The exception's message.</param>
/// <param name="StackTrace">Where it was thrown; null when unknown.</param>
/// <param name="Inner">The cause; null when there is none.</param>
public sealed record FailureData(string ErrorType, string ErrorMessage, string? StackTrace, FailureData? Inner);

using System.Diagnostics;
using LocalDurableTask.History;
using LocalDurableTask.Store;

namespace LocalDurableTask.Tracing;

/// <summary>
/// The spans of a hub. Source, names, kinds and attributes are those of the official Durable Task SDK (1.25), so that a run looks the same on
/// one machine and in Azure.
/// </summary>
/// <param name="enabled">Whether host.json asks for tracing.</param>
/// <param name="time">The hub's clock.</param>
internal sealed class HubSpans(bool enabled, TimeProvider time)
{
    /// <summary>The source to listen to.</summary>
    public const string SourceName = "Microsoft.DurableTask";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Whether anybody listens. Without, no span is made and no context kept.</summary>
    private bool IsOn => enabled && Source.HasListeners();

    /// <summary>A client starts an orchestration: the root of its trace, or a part of the caller's.</summary>
    public Activity? Create(string orchestration, string instanceId)
    {
        var span = IsOn ? Source.StartActivity($"create_orchestration:{orchestration}", ActivityKind.Producer) : null;
        return Describe(span, SpanNames.Orchestration, orchestration, instanceId);
    }

    /// <summary>A client, or an orchestration, sends an event.</summary>
    /// <param name="name">The event.</param>
    /// <param name="target">The receiver's instance.</param>
    /// <param name="sender">The orchestration that sends; null for a client.</param>
    public Activity? Event(string name, string target, InstanceRow? sender = null)
    {
        if (!IsOn || (sender is not null && sender.Trace is null))
            return null;
        var parent = sender is null ? default : TraceLink.Own(sender);
        var span = Source.StartActivity($"orchestration_event:{name}", ActivityKind.Producer, parent);
        return Describe(span, SpanNames.Event, name, sender?.InstanceId)?.SetTag(SpanNames.TargetInstanceId, target);
    }

    /// <summary>A turn of an orchestration: what its code does meanwhile belongs to it. Written down once the orchestration has ended.</summary>
    public OrchestrationSpan Turn(InstanceRow row, DateTimeOffset began)
    {
        var before = Activity.Current;
        var parent = IsOn ? TraceLink.Read(row.Trace) : default;
        if (parent == default)
            return new(null, before);
        var span = Source.StartActivity($"orchestration:{row.Name}", ActivityKind.Server, parent, startTime: began);
        if (span is not null)
            SpanIds.Set(span, TraceLink.SpanIdOf(row));
        return new(Describe(span, SpanNames.Orchestration, row.Name, row.InstanceId), before);
    }

    /// <summary>An activity runs.</summary>
    public Activity? Run(ActivityWork work)
    {
        var parent = IsOn ? TraceLink.Read(work.Trace) : default;
        if (parent == default)
            return null;
        var span = Source.StartActivity($"activity:{work.Name}", ActivityKind.Server, parent, startTime: time.GetUtcNow());
        return Describe(span, SpanNames.Activity, work.Name, work.InstanceId)?.SetTag(SpanNames.TaskId, work.TaskId);
    }

    /// <summary>The activity has ended.</summary>
    public void End(Activity? span, HistoryEvent answer)
    {
        if (span is null)
            return;
        if (answer is TaskFailed { Failure: var failure })
            span.SetStatus(ActivityStatusCode.Error, failure.ErrorMessage).SetTag("error.type", failure.ErrorType);
        span.SetEndTime(time.GetUtcNow().UtcDateTime).Stop();
    }

    /// <summary>A call of an orchestration is over: from when it was made to when the orchestration heard of its end.</summary>
    /// <param name="row">The caller.</param>
    /// <param name="call">The call, as its history has it.</param>
    /// <param name="heard">When the caller heard of its end.</param>
    /// <param name="failure">What it failed of, or null.</param>
    public void Call(InstanceRow row, HistoryEvent call, DateTimeOffset heard, FailureData? failure)
    {
        var (type, name, kind, taskId) = call switch
        {
            TaskScheduled task => (SpanNames.Activity, $"activity:{task.Name}", ActivityKind.Client, task.TaskId),
            SubOrchestrationCreated child => (SpanNames.Orchestration, $"orchestration:{child.Name}", ActivityKind.Client, child.TaskId),
            TimerCreated timer => (SpanNames.Timer, $"orchestration:{row.Name}:timer", ActivityKind.Internal, timer.TaskId),
            _ => default,
        };
        if (name is null || !IsOn || Source.StartActivity(name, kind, TraceLink.Own(row), startTime: call.Timestamp) is not { } span)
            return;
        SpanIds.Set(span, TraceLink.SpanIdOf(row, taskId));
        Describe(span, type, SpanNames.TaskName(call) ?? row.Name, row.InstanceId)!.SetTag(SpanNames.TaskId, taskId);
        if (call is TimerCreated { FireAt: var fireAt })
            span.SetTag(SpanNames.FireAt, fireAt.UtcDateTime.ToString("o"));
        if (failure is not null)
            span.SetStatus(ActivityStatusCode.Error, failure.ErrorMessage);
        span.SetEndTime(heard.UtcDateTime).Stop();
    }

    private static Activity? Describe(Activity? span, string type, string name, string? instanceId) => span?
        .SetTag(SpanNames.Type, type).SetTag(SpanNames.Name, name).SetTag(SpanNames.InstanceId, instanceId);
}

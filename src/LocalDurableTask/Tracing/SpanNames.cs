using LocalDurableTask.History;

namespace LocalDurableTask.Tracing;

/// <summary>Attributes of the official Durable Task SDK's spans, and their values.</summary>
internal static class SpanNames
{
    public const string Type = "durabletask.type";
    public const string Name = "durabletask.task.name";
    public const string InstanceId = "durabletask.task.instance_id";
    public const string TaskId = "durabletask.task.task_id";
    public const string Status = "durabletask.task.status";
    public const string FireAt = "durabletask.fire_at";
    public const string TargetInstanceId = "durabletask.event.target_instance_id";

    public const string Orchestration = "orchestration";
    public const string Activity = "activity";
    public const string Timer = "timer";
    public const string Event = "event";

    /// <summary>The name of what is called; null for what has none.</summary>
    public static string? TaskName(HistoryEvent call) => call switch
    {
        TaskScheduled task => task.Name,
        SubOrchestrationCreated child => child.Name,
        _ => null,
    };
}

using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Sqlite.Events;
using Microsoft.Data.Sqlite;

namespace DurableTask.Sqlite.Store;

/// <summary>Where an instance stands, without what it carries.</summary>
internal sealed record InstanceHead(
    string InstanceId,
    string ExecutionId,
    OrchestrationStatus Status,
    long StartAt,
    int? Generation
)
{
    public bool IsEnded => Status.IsEnd();

    /// <summary>What a start is told that wants the same id.</summary>
    public string TakenMessage => $"An orchestration with the instance id '{InstanceId}' is there already, {Status}.";

    /// <summary>When it may begin; the year 1 for at once.</summary>
    public DateTimeOffset StartsAt => new(StartAt, TimeSpan.Zero);

    /// <summary>True while its scheduled start lies ahead: nothing that it is sent may be taken before.</summary>
    public bool StartsAfter(DateTimeOffset now) => Status == OrchestrationStatus.Pending && StartsAt > now;
}

/// <summary>Something an instance has been sent.</summary>
internal sealed record InboxMessage(long MessageId, string? ExecutionId, EventType Type, string Text);

/// <summary>
/// Something to send to an instance: to the execution with that id, or to whichever there is for null, and not before
/// DueAt, or at once for default.
/// </summary>
internal sealed record Outgoing(
    string InstanceId,
    string? ExecutionId,
    EventType Type,
    string Text,
    DateTimeOffset SentAt,
    DateTimeOffset DueAt = default
)
{
    public static Outgoing Of(
        OrchestrationInstance target,
        HistoryEvent what,
        DateTimeOffset now,
        DateTimeOffset dueAt = default
    )
    {
        what.Timestamp = now.UtcDateTime;
        var executionId = string.IsNullOrEmpty(target.ExecutionId) ? null : target.ExecutionId;
        return new(target.InstanceId, executionId, what.EventType, EventJson.Write(what), now, dueAt);
    }
}

/// <summary>An activity that has not reported.</summary>
internal sealed class ActivityWork(long activityId, TaskMessage message)
{
    public long ActivityId => activityId;

    public TaskMessage Message => message;

    /// <summary>How often it has been given up in this process.</summary>
    public int Abandoned { get; set; }
}

internal static class StoreRows
{
    public const string HeadById =
        "SELECT instance_id, execution_id, status, start_at, generation FROM instances WHERE instance_id = $1";

    // Of "instances i", with "inputs n" beside it where the last two are wanted.
    public const string StateColumns =
        "i.instance_id, i.execution_id, i.name, i.version, i.status, i.generation, i.created_at, i.updated_at, i.completed_at, i.start_at, "
        + "i.parent, i.tags, i.custom_status, i.failure";

    /// <summary>The states that an instance does not leave by itself.</summary>
    public static bool IsEnd(this OrchestrationStatus status) =>
        status
            is OrchestrationStatus.Completed
                or OrchestrationStatus.Failed
                or OrchestrationStatus.Terminated
                or OrchestrationStatus.Canceled;

    public static InstanceHead Head(SqliteDataReader r) =>
        new(
            r.GetString(0),
            r.GetString(1),
            (OrchestrationStatus)r.GetInt32(2),
            r.GetInt64(3),
            r.IsDBNull(4) ? null : r.GetInt32(4)
        );

    public static InboxMessage Message(SqliteDataReader r) =>
        new(r.GetInt64(0), Text(r, 1), (EventType)r.GetInt32(2), r.GetString(3));

    public static (EventType Type, string Text) Event(SqliteDataReader r) => ((EventType)r.GetInt32(0), r.GetString(1));

    public static ActivityWork Activity(SqliteDataReader r) =>
        new(
            r.GetInt64(0),
            new TaskMessage
            {
                Event = EventJson.Read(EventType.TaskScheduled, r.GetString(3)),
                OrchestrationInstance = new() { InstanceId = r.GetString(1), ExecutionId = r.GetString(2) },
                OrchestrationExecutionContext = EventJson.ReadContext(Text(r, 4)),
                SequenceNumber = r.GetInt64(0),
            }
        );

    public static OrchestrationState State(SqliteDataReader r, bool full) =>
        new()
        {
            OrchestrationInstance = new() { InstanceId = r.GetString(0), ExecutionId = r.GetString(1) },
            Name = r.GetString(2),
            Version = Text(r, 3),
            OrchestrationStatus = (OrchestrationStatus)r.GetInt32(4),
            Generation = r.IsDBNull(5) ? null : r.GetInt32(5),
            CreatedTime = Utc(r.GetInt64(6)),
            LastUpdatedTime = Utc(r.GetInt64(7)),
            CompletedTime = r.IsDBNull(8) ? default : Utc(r.GetInt64(8)),
            ScheduledStartTime = r.GetInt64(9) is > 0 and var startAt ? Utc(startAt) : null,
            ParentInstance = EventJson.ReadIfAny<ParentInstance>(Text(r, 10)),
            Tags = EventJson.ReadIfAny<Dictionary<string, string>>(Text(r, 11)),
            Status = Text(r, 12),
            FailureDetails = EventJson.ReadIfAny<FailureDetails>(Text(r, 13)),
            Output = full ? Text(r, 14) : null,
            Input = full ? Text(r, 15) : null,
        };

    private static DateTime Utc(long ticks) => new(ticks, DateTimeKind.Utc);

    private static string? Text(SqliteDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);
}

using LocalDurableTask.History;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;

namespace LocalDurableTask.Store;

/// <summary>An instance as it is kept.</summary>
internal sealed record InstanceRow(
    string InstanceId,
    long Generation,
    string Name,
    OrchestrationRuntimeStatus Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public string? Input { get; init; }

    public string? Output { get; init; }

    public string? CustomStatus { get; init; }

    public FailureData? Failure { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public ParentReference? Parent { get; init; }

    /// <summary>Trace context that it runs under, as TraceLink writes it; null where nothing is traced.</summary>
    public string? Trace { get; init; }

    public bool IsEnded => Status.IsEnd();
}

/// <summary>Something an instance has been sent. <paramref name="Generation"/> 0: for whatever runs under that id.</summary>
internal sealed record InboxMessage(long MessageId, string InstanceId, long Generation, DateTimeOffset DueAt, int? TaskId, HistoryEvent Event);

/// <summary>An activity that has not reported.</summary>
internal sealed record ActivityWork(long ActivityId, string InstanceId, long Generation, int TaskId, string Name, string? Input, string? Trace);

internal static class StoreRows
{
    public const string InstanceColumns =
        "instance_id, generation, name, status, created_at, updated_at, input, output, custom_status, failure, tags, parent, trace";

    /// <summary>The states that an instance does not leave by itself.</summary>
    public static bool IsEnd(this OrchestrationRuntimeStatus status) => status
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    public static InstanceRow Instance(SqliteDataReader r) => new(
        r.GetString(0), r.GetInt64(1), r.GetString(2), (OrchestrationRuntimeStatus)r.GetInt32(3), Time(r.GetInt64(4)), Time(r.GetInt64(5)))
    {
        Input = Text(r, 6),
        Output = Text(r, 7),
        CustomStatus = Text(r, 8),
        Failure = Text(r, 9) is { } failure ? HistoryJson.ReadFailure(failure) : null,
        Tags = Text(r, 10) is { } tags ? HistoryJson.ReadTags(tags) : null,
        Parent = Text(r, 11) is { } parent ? HistoryJson.ReadParent(parent) : null,
        Trace = Text(r, 12),
    };

    public static InboxMessage Message(SqliteDataReader r) => new(
        r.GetInt64(0), r.GetString(1), r.GetInt64(2), Time(r.GetInt64(3)), r.IsDBNull(4) ? null : r.GetInt32(4), HistoryJson.Read(r.GetString(5)));

    public static ActivityWork Activity(SqliteDataReader r) =>
        new(r.GetInt64(0), r.GetString(1), r.GetInt64(2), r.GetInt32(3), r.GetString(4), Text(r, 5), Text(r, 6));

    public static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);

    private static string? Text(SqliteDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);
}

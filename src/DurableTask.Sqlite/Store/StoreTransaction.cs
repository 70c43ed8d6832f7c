using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Sqlite.Events;

namespace DurableTask.Sqlite.Store;

/// <summary>
/// The statements of one transaction. Whatever must be heard of outside goes to the effects, which wait for the
/// commit.
/// </summary>
internal sealed class StoreTransaction(StoreConnection db, CommitEffects effects)
{
    private static readonly string[] PartsOfInstances = ["history", "inbox", "inputs", "activities"];

    /// <summary>For tests that take the store's room or rights away.</summary>
    public StoreConnection Connection => db;

    public InstanceHead? Find(string instanceId) =>
        db.Query(StoreRows.HeadById, StoreRows.Head, instanceId).FirstOrDefault();

    /// <summary>Puts a new instance in place of whatever has its id, and sends it its start.</summary>
    public void Start(NewInstance instance)
    {
        var (started, message) = (instance.Started, instance.Message);
        Forget(instance.InstanceId);
        db.Execute(
            "INSERT INTO instances (instance_id, execution_id, name, version, status, generation, created_at, updated_at, start_at, parent, tags) "
                + "VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10)",
            instance.InstanceId,
            message.ExecutionId,
            started.Name,
            started.Version,
            (int)OrchestrationStatus.Pending,
            started.Generation,
            instance.CreatedAt.UtcTicks,
            StartAt(started),
            EventJson.WriteIfAny(started.ParentInstance),
            EventJson.WriteIfAny(started.Tags)
        );
        db.Execute("INSERT INTO inputs (instance_id, input) VALUES ($1, $2)", instance.InstanceId, started.Input);
        Insert(message);
        effects.Changed.Add(instance.InstanceId);
    }

    /// <summary>
    /// Sends something to an instance; dropped, and false, when nobody of that id and execution is there to take it.
    /// </summary>
    public bool Send(Outgoing message)
    {
        if (Find(message.InstanceId) is not { } target || !Takes(target, message))
            return false;
        if (message.Type == EventType.ExecutionTerminated && target.StartsAfter(message.SentAt))
            EndBeforeStart(target.InstanceId, message);
        else
            Insert(message);
        return true;
    }

    public void Take(long messageId) => db.Execute("DELETE FROM inbox WHERE message_id = $1", messageId);

    public void ClearInbox(string instanceId) => Delete("inbox", instanceId);

    /// <summary>
    /// Begins a new execution of an instance: its history begins anew, and what is on its way to the one before is
    /// dropped.
    /// </summary>
    public void Renew(string instanceId, string before, ExecutionStartedEvent started)
    {
        Delete("history", instanceId);
        db.Execute("DELETE FROM inbox WHERE instance_id = $1 AND execution_id = $2", instanceId, before);
        db.Execute("UPDATE inputs SET input = $2 WHERE instance_id = $1", instanceId, started.Input);
        db.Execute(
            "UPDATE instances SET execution_id = $2, name = $3, version = $4, tags = $5, start_at = $6 WHERE instance_id = $1",
            instanceId,
            started.OrchestrationInstance.ExecutionId,
            started.Name,
            started.Version,
            EventJson.WriteIfAny(started.Tags),
            StartAt(started)
        );
    }

    /// <summary>Number that the next event of an instance's history gets.</summary>
    public long NextSequence(string instanceId) =>
        db.Scalar<long>("SELECT coalesce(max(sequence), -1) + 1 FROM history WHERE instance_id = $1", instanceId);

    public void Append(string instanceId, long sequence, EventType type, string text) =>
        db.Execute(
            "INSERT INTO history (instance_id, sequence, type, event) VALUES ($1, $2, $3, $4)",
            instanceId,
            sequence,
            (int)type,
            text
        );

    public void Update(string instanceId, OrchestrationState state, DateTimeOffset now)
    {
        var completedAt = state.OrchestrationStatus.IsEnd() ? now.UtcTicks : (long?)null;
        db.Execute(
            "UPDATE instances SET status = $2, updated_at = $3, completed_at = $4, custom_status = $5, failure = $6, output = $7 "
                + "WHERE instance_id = $1",
            instanceId,
            (int)state.OrchestrationStatus,
            now.UtcTicks,
            completedAt,
            state.Status,
            EventJson.WriteIfAny(state.FailureDetails),
            state.Output
        );
        effects.Changed.Add(instanceId);
    }

    public void Schedule(TaskMessage message, string text, string? context)
    {
        var instance = message.OrchestrationInstance;
        var id = db.Scalar<long>(
            "INSERT INTO activities (instance_id, execution_id, event, context) VALUES ($1, $2, $3, $4) RETURNING activity_id",
            instance.InstanceId,
            instance.ExecutionId,
            text,
            context
        );
        message.SequenceNumber = id;
        effects.Activities.Add(new(id, message));
    }

    /// <summary>Takes an activity off the list; false when it was not there any more.</summary>
    public bool Finish(long activityId) => db.Execute("DELETE FROM activities WHERE activity_id = $1", activityId) == 1;

    /// <summary>Removes every trace of an instance.</summary>
    public void Forget(string instanceId)
    {
        if (Delete("instances", instanceId) == 0)
            return;
        foreach (var table in PartsOfInstances)
            Delete(table, instanceId);
        effects.Changed.Add(instanceId);
    }

    /// <summary>
    /// Removes some of the instances that have ended and that a filter lets through; gives how many that were.
    /// </summary>
    public int ForgetEnded(EndedFilter filter, int most)
    {
        var ended = db.Query(filter.Sql, r => r.GetString(0), filter.From, filter.To, most);
        ended.ForEach(Forget);
        return ended.Count;
    }

    // A failed instance may be rewound; nothing else reaches one that has ended.
    private static bool Takes(InstanceHead target, Outgoing message)
    {
        if (message.ExecutionId is { } meant && meant != target.ExecutionId)
            return false;
        var rewound = message.Type == EventType.ExecutionRewound && target.Status == OrchestrationStatus.Failed;
        return rewound || !target.IsEnded;
    }

    private static long StartAt(ExecutionStartedEvent started) =>
        started.ScheduledStartTime is { } startTime ? Times.Utc(startTime).UtcTicks : 0;

    private void EndBeforeStart(string instanceId, Outgoing termination)
    {
        var end = new OrchestrationState
        {
            OrchestrationStatus = OrchestrationStatus.Terminated,
            Output = EventJson.Read<ExecutionTerminatedEvent>(termination.Text).Input,
        };
        ClearInbox(instanceId);
        Update(instanceId, end, termination.SentAt);
    }

    private int Delete(string table, string instanceId) =>
        db.Execute($"DELETE FROM {table} WHERE instance_id = $1", instanceId);

    private void Insert(Outgoing message)
    {
        db.Execute(
            "INSERT INTO inbox (instance_id, execution_id, sent_at, due_at, type, event) VALUES ($1, $2, $3, $4, $5, $6)",
            message.InstanceId,
            message.Type == EventType.ExecutionStarted ? null : message.ExecutionId,
            message.SentAt.UtcTicks,
            message.DueAt.UtcTicks,
            (int)message.Type,
            message.Text
        );
        effects.Sent.Add((message.DueAt, message.InstanceId));
    }
}

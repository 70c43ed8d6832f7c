using LocalDurableTask.History;
using Microsoft.DurableTask.Client;

namespace LocalDurableTask.Store;

/// <summary>The statements of one transaction. Whatever must be heard of outside goes to the effects, which wait for the commit.</summary>
internal sealed class StoreTransaction(StoreConnection db, CommitEffects effects)
{
    /// <summary>For tests that take the store's room or rights away.</summary>
    public StoreConnection Connection => db;

    public InstanceRow? Find(string instanceId) =>
        db.Query($"SELECT {StoreRows.InstanceColumns} FROM instances WHERE instance_id = $1", StoreRows.Instance, instanceId).FirstOrDefault();

    public long NextGeneration() =>
        db.Scalar<long>("UPDATE generations SET generation = generation + 1 RETURNING generation");

    /// <summary>Puts a new instance in place of whatever has its id, and sends it its start.</summary>
    public void Start(InstanceRow instance, ExecutionStarted started, DateTimeOffset startAt)
    {
        Forget(instance.InstanceId);
        db.Execute(
            "INSERT INTO instances (instance_id, generation, name, status, created_at, updated_at, input, tags, parent_id, parent, trace) "
            + "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            instance.InstanceId, instance.Generation, instance.Name, (int)instance.Status, instance.CreatedAt.UtcTicks,
            instance.UpdatedAt.UtcTicks, instance.Input, instance.Tags is { Count: > 0 } tags ? HistoryJson.WriteTags(new(tags)) : null,
            instance.Parent?.InstanceId, instance.Parent is { } parent ? HistoryJson.WriteParent(parent) : null, instance.Trace);
        Send(instance.InstanceId, instance.Generation, started, startAt);
        effects.Changed.Add(instance.InstanceId);
    }

    /// <summary>Sends something to an instance, not before its time.</summary>
    public void Send(string instanceId, long generation, HistoryEvent what, DateTimeOffset dueAt = default, int? taskId = null)
    {
        db.Execute(
            "INSERT INTO inbox (instance_id, generation, due_at, task_id, event) VALUES ($1, $2, $3, $4, $5)",
            instanceId, generation, dueAt.UtcTicks, taskId, HistoryJson.Write(what));
        if (dueAt == default)
            effects.Ready.Add(instanceId);
        else
            effects.Alarms.Add((dueAt, instanceId));
    }

    /// <summary>Sends something to an instance if it is there and has not ended; tells whether it was.</summary>
    public bool SendIfActive(string instanceId, HistoryEvent what)
    {
        if (Find(instanceId) is not { IsEnded: false })
            return false;
        Send(instanceId, 0, what);
        return true;
    }

    /// <summary>Sends an answer to the run that asked; dropped when that run is over.</summary>
    public void Answer(string instanceId, long generation, int taskId, HistoryEvent answer)
    {
        if (Find(instanceId) is { IsEnded: false } instance && instance.Generation == generation)
            Send(instanceId, generation, answer, taskId: taskId);
    }

    public void Take(InboxMessage message) => db.Execute("DELETE FROM inbox WHERE message_id = $1", message.MessageId);

    public void CancelTimer(string instanceId, long generation, int taskId) => db.Execute(
        "DELETE FROM inbox WHERE instance_id = $1 AND generation = $2 AND task_id = $3", instanceId, generation, taskId);

    /// <summary>Drops what is on its way to one run of an instance; generation 0: to any.</summary>
    public void ClearInbox(string instanceId, long generation = 0) => db.Execute(
        "DELETE FROM inbox WHERE instance_id = $1 AND ($2 = 0 OR generation = $2)", instanceId, generation);

    public void Append(string instanceId, int sequence, HistoryEvent what) => db.Execute(
        "INSERT INTO history (instance_id, sequence, event) VALUES ($1, $2, $3)", instanceId, sequence, HistoryJson.Write(what));

    public void ClearHistory(string instanceId) => db.Execute("DELETE FROM history WHERE instance_id = $1", instanceId);

    public void Schedule(string instanceId, long generation, TaskScheduled task, string? trace)
    {
        var id = db.Scalar<long>(
            "INSERT INTO activities (instance_id, generation, task_id, name, input, trace) VALUES ($1, $2, $3, $4, $5, $6) RETURNING activity_id",
            instanceId, generation, task.TaskId, task.Name, task.Input, trace);
        effects.Activities.Add(new(id, instanceId, generation, task.TaskId, task.Name, task.Input, trace));
    }

    /// <summary>Takes an activity off the list; false when it was not there any more.</summary>
    public bool Finish(ActivityWork work) => db.Execute("DELETE FROM activities WHERE activity_id = $1", work.ActivityId) == 1;

    public void Update(InstanceRow row)
    {
        db.Execute(
            "UPDATE instances SET generation = $2, status = $3, updated_at = $4, input = $5, output = $6, custom_status = $7, failure = $8 "
            + "WHERE instance_id = $1",
            row.InstanceId, row.Generation, (int)row.Status, row.UpdatedAt.UtcTicks, row.Input, row.Output, row.CustomStatus,
            row.Failure is { } failure ? HistoryJson.WriteFailure(failure) : null);
        effects.Changed.Add(row.InstanceId);
    }

    public List<InstanceRow> Children(string instanceId) =>
        db.Query($"SELECT {StoreRows.InstanceColumns} FROM instances WHERE parent_id = $1", StoreRows.Instance, instanceId);

    /// <summary>Removes every trace of an instance.</summary>
    public void Forget(string instanceId)
    {
        if (db.Execute("DELETE FROM instances WHERE instance_id = $1", instanceId) == 0)
            return;
        ClearHistory(instanceId);
        ClearInbox(instanceId);
        db.Execute("DELETE FROM activities WHERE instance_id = $1", instanceId);
        effects.Changed.Add(instanceId);
    }

    /// <summary>Removes some of the instances that have ended before a time; gives how many that were.</summary>
    public int ForgetEnded(DateTimeOffset before, int most)
    {
        var ended = db.Query(
            "SELECT instance_id FROM instances WHERE updated_at < $1 AND status IN ($2, $3, $4) LIMIT $5",
            r => r.GetString(0), before.UtcTicks,
            (int)OrchestrationRuntimeStatus.Completed, (int)OrchestrationRuntimeStatus.Failed, (int)OrchestrationRuntimeStatus.Terminated, most);
        ended.ForEach(Forget);
        return ended.Count;
    }

    /// <summary>Ended instances that a filter lets through.</summary>
    public List<string> Ended(DateTimeOffset? from, DateTimeOffset? to, IReadOnlyCollection<OrchestrationRuntimeStatus> statuses) => [.. db
        .Query(
            "SELECT instance_id, status FROM instances WHERE created_at >= $1 AND created_at <= $2",
            r => (Id: r.GetString(0), Status: (OrchestrationRuntimeStatus)r.GetInt32(1)),
            from?.UtcTicks ?? 0, to?.UtcTicks ?? long.MaxValue)
        .Where(found => found.Status.IsEnd() && (statuses.Count == 0 || statuses.Contains(found.Status)))
        .Select(found => found.Id)];
}

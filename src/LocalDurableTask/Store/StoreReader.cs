using System.Collections.Concurrent;
using LocalDurableTask.History;
using Microsoft.DurableTask.Client;

namespace LocalDurableTask.Store;

/// <summary>Reads what is committed. Any number of threads: each read borrows a connection.</summary>
internal sealed class StoreReader(string path) : IDisposable
{
    private readonly ConcurrentBag<StoreConnection> idle = [];
    private volatile bool closed;

    public InstanceRow? Find(string instanceId) => Read(db => db
        .Query($"SELECT {StoreRows.InstanceColumns} FROM instances WHERE instance_id = $1", StoreRows.Instance, instanceId)
        .FirstOrDefault());

    /// <summary>What an instance has been sent, oldest first, without what is not due yet.</summary>
    public List<InboxMessage> Inbox(string instanceId, DateTimeOffset now) => Read(db => db.Query(
        "SELECT message_id, instance_id, generation, due_at, task_id, event FROM inbox "
        + "WHERE instance_id = $1 AND due_at <= $2 ORDER BY message_id",
        StoreRows.Message, instanceId, now.UtcTicks));

    public List<HistoryEvent> History(string instanceId) => Read(db => db.Query(
        "SELECT event FROM history WHERE instance_id = $1 ORDER BY sequence", r => HistoryJson.Read(r.GetString(0)), instanceId));

    /// <summary>Activities that have not reported, oldest first.</summary>
    public List<ActivityWork> Activities() => Read(db => db.Query(
        "SELECT activity_id, instance_id, generation, task_id, name, input, trace FROM activities ORDER BY activity_id", StoreRows.Activity));

    /// <summary>Every instance that has been sent something, and the earliest time at which it may take it.</summary>
    public List<(DateTimeOffset DueAt, string InstanceId)> Waiting() => Read(db => db.Query(
        "SELECT DISTINCT due_at, instance_id FROM inbox", r => (StoreRows.Time(r.GetInt64(0)), r.GetString(1))));

    /// <summary>
    /// One page of instances; <paramref name="after"/> is the last one of the page before. Oldest first; with a prefix in the order of their ids,
    /// as the store has them: a page then costs what it holds, and not what all that have the prefix do.
    /// </summary>
    public List<InstanceRow> Page(OrchestrationQuery query, (long CreatedAt, string InstanceId)? after, int limit) => Read(db => db.Query(
        PageSql(query), StoreRows.Instance,
        query.CreatedFrom?.UtcTicks ?? 0, query.CreatedTo?.UtcTicks ?? long.MaxValue,
        query.InstanceIdPrefix ?? "", after?.CreatedAt ?? -1, after?.InstanceId ?? "", limit));

    internal static string PageSql(OrchestrationQuery query)
    {
        var statuses = query.Statuses?.Distinct().Select(status => (int)status).ToList();
        // Numbers of an enum, so they can stand in the text.
        var filter = statuses is { Count: > 0 } ? $" AND status IN ({string.Join(',', statuses)})" : "";
        // The + keeps SQLite from taking the index of creation. Ids begin where the prefix or the page before ends, whichever comes later.
        return string.IsNullOrEmpty(query.InstanceIdPrefix)
            ? $"SELECT {StoreRows.InstanceColumns} FROM instances "
                + $"WHERE created_at >= $1 AND created_at <= $2 AND $3 = $3 AND (created_at, instance_id) > ($4, $5){filter} ORDER BY created_at, instance_id LIMIT $6"
            : $"SELECT {StoreRows.InstanceColumns} FROM instances "
                + "WHERE instance_id >= max($3, $5) AND instance_id < $3 || char(1114111) AND substr(instance_id, 1, length($3)) = $3 AND instance_id > $5 "
                + $"AND +created_at >= $1 AND +created_at <= $2 AND $4 = $4{filter} ORDER BY instance_id LIMIT $6";
    }

    public void Dispose()
    {
        closed = true;
        while (idle.TryTake(out var connection))
            connection.Dispose();
    }

    private T Read<T>(Func<StoreConnection, T> read)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        StoreConnection? connection = null;
        try
        {
            if (!idle.TryTake(out connection))
                connection = new StoreConnection(path);
            return read(connection);
        }
        catch (Exception error) when (error is not StoreUnusableException && StoreFaults.TryTell(error, path, out _))
        {
            StoreFaults.TryTell(error, path, out var told);
            throw told!;
        }
        finally
        {
            if (closed)
                connection?.Dispose();
            else if (connection is not null)
                idle.Add(connection);
        }
    }
}

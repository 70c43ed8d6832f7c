using System.Collections.Concurrent;
using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Query;
using Microsoft.Data.Sqlite;

namespace DurableTask.Sqlite.Store;

/// <summary>Reads what is committed. Any number of threads: each read borrows a connection.</summary>
internal sealed class StoreReader(string path) : IDisposable
{
    // A timer stands where it came due, all else where it came: what came later is never older, whatever the clock said.
    private const string Moment =
        "iif(due_at > 0, due_at, max(iif(due_at > 0, NULL, sent_at)) OVER (ORDER BY message_id))";

    private const string FullStates =
        $"SELECT {StoreRows.StateColumns}, i.output, n.input FROM instances i LEFT JOIN inputs n ON n.instance_id = i.instance_id ";

    private readonly ConcurrentBag<StoreConnection> _idle = [];
    private volatile bool _closed;

    public InstanceHead? Find(string instanceId) =>
        Query(StoreRows.HeadById, StoreRows.Head, instanceId).FirstOrDefault();

    public OrchestrationState? State(string instanceId) =>
        Query(FullStates + "WHERE i.instance_id = $1", r => StoreRows.State(r, full: true), instanceId)
            .FirstOrDefault();

    /// <summary>
    /// What an instance has been sent and may take now: its start, then the rest in the order in which it came or
    /// came due.
    /// </summary>
    public List<InboxMessage> Inbox(string instanceId, DateTimeOffset now) =>
        Query(
            "SELECT message_id, execution_id, type, event FROM inbox WHERE instance_id = $1 AND due_at <= $2 "
                + $"ORDER BY type <> {(int)EventType.ExecutionStarted}, {Moment}, message_id",
            StoreRows.Message,
            instanceId,
            now.UtcTicks
        );

    /// <summary>When the first of those comes due that an instance may not take yet; null without any.</summary>
    public DateTimeOffset? NextDue(string instanceId, DateTimeOffset now) =>
        Query(
                "SELECT due_at FROM inbox WHERE instance_id = $1 AND due_at > $2 ORDER BY due_at LIMIT 1",
                r => new DateTimeOffset?(Utc(r)),
                instanceId,
                now.UtcTicks
            )
            .FirstOrDefault();

    /// <summary>The history as it is kept: the JSON of each event.</summary>
    public List<(EventType Type, string Text)> History(string instanceId) =>
        Query("SELECT type, event FROM history WHERE instance_id = $1 ORDER BY sequence", StoreRows.Event, instanceId);

    /// <summary>Activities that have not reported, oldest first.</summary>
    public List<ActivityWork> Activities() =>
        Query(
            "SELECT activity_id, instance_id, execution_id, event, context FROM activities ORDER BY activity_id",
            StoreRows.Activity
        );

    /// <summary>Every instance that has been sent something, and the times at which it may take it.</summary>
    public List<(DateTimeOffset DueAt, string InstanceId)> Waiting() =>
        Query("SELECT DISTINCT due_at, instance_id FROM inbox", r => (Utc(r), r.GetString(1)));

    /// <summary>
    /// One page of instances; <paramref name="after"/> is the last one of the page before. Oldest first; with a
    /// prefix in the order of their ids, as the store has them: a page then costs what it holds, and not what all that
    /// have the prefix do.
    /// </summary>
    public List<OrchestrationState> Page(
        OrchestrationQuery query,
        (long CreatedAt, string InstanceId)? after,
        int limit
    ) =>
        Query(
            PageSql(query),
            r => StoreRows.State(r, query.FetchInputsAndOutputs),
            query.CreatedTimeFrom is { } from ? Times.Utc(from).UtcTicks : 0,
            query.CreatedTimeTo is { } to ? Times.Utc(to).UtcTicks : long.MaxValue,
            query.InstanceIdPrefix ?? "",
            after?.CreatedAt ?? -1,
            after?.InstanceId ?? "",
            limit
        );

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var connection))
            connection.Dispose();
    }

    internal static string PageSql(OrchestrationQuery query)
    {
        var statuses = query.RuntimeStatus?.Distinct().Select(status => (int)status).ToList();
        // Numbers of an enum, so they can stand in the text.
        var filter = statuses is { Count: > 0 } ? $" AND i.status IN ({string.Join(',', statuses)})" : "";
        var select = query.FetchInputsAndOutputs ? FullStates : $"SELECT {StoreRows.StateColumns} FROM instances i ";
        // The + keeps SQLite from taking the index of creation. Ids begin where the prefix or the page before ends,
        // whichever comes later.
        return select
            + (
                string.IsNullOrEmpty(query.InstanceIdPrefix)
                    ? "WHERE i.created_at >= $1 AND i.created_at <= $2 AND $3 = $3 AND (i.created_at, i.instance_id) > ($4, $5)"
                        + $"{filter} ORDER BY i.created_at, i.instance_id LIMIT $6"
                    : "WHERE i.instance_id >= max($3, $5) AND i.instance_id < $3 || char(1114111) "
                        + "AND substr(i.instance_id, 1, length($3)) = $3 AND i.instance_id > $5 "
                        + $"AND +i.created_at >= $1 AND +i.created_at <= $2 AND $4 = $4{filter} ORDER BY i.instance_id LIMIT $6"
            );
    }

    private static DateTimeOffset Utc(SqliteDataReader r) => new(r.GetInt64(0), TimeSpan.Zero);

    private List<T> Query<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> arguments)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        StoreConnection? connection = null;
        try
        {
            if (!_idle.TryTake(out connection))
                connection = new StoreConnection(path);
            return connection.Query(sql, row, arguments);
        }
        catch (Exception error)
        {
            if (StoreFaults.Tell(error, path) is { } told)
                throw told;
            throw;
        }
        finally
        {
            if (_closed)
                connection?.Dispose();
            else if (connection is not null)
                _idle.Add(connection);
        }
    }
}

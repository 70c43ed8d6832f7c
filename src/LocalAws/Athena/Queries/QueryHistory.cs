using System.Text.Json;
using LocalAws.State;
using Microsoft.Data.Sqlite;

namespace LocalAws.Athena.Queries;

/// <summary>Every query execution, on disk before its submitter hears of it.</summary>
internal sealed class QueryHistory : IDisposable
{
    // As Athena: history older than this is gone.
    private static readonly TimeSpan Memory = TimeSpan.FromDays(45);

    private readonly SqliteFile _file;

    public QueryHistory(string path, TimeProvider time)
    {
        _file = new(path, "queries");
        _file.Execute(
            "DELETE FROM queries WHERE finished = 1 AND json_extract(definition, '$.Submitted') < $limit",
            ("$limit", JsonSerializer.SerializeToElement(time.GetUtcNow() - Memory).GetString())
        );
    }

    public void Add(QueryExecution query, string? token)
    {
        _file.Execute(
            "INSERT INTO queries (id, token, finished, definition) VALUES ($id, $token, 0, $definition)",
            ("$id", query.Id),
            ("$token", token),
            ("$definition", JsonSerializer.Serialize(query))
        );
    }

    public void Update(QueryExecution query)
    {
        _file.Execute(
            "UPDATE queries SET finished = $finished, definition = $definition WHERE id = $id",
            ("$id", query.Id),
            ("$finished", query.IsFinished),
            ("$definition", JsonSerializer.Serialize(query))
        );
    }

    /// <summary>Keeps that a query is to stop, whatever else is written of it. One that has ended stays as it is.</summary>
    public void RequestStop(string id) =>
        _file.Execute("UPDATE queries SET stop_requested = 1 WHERE id = $id AND finished = 0", ("$id", id));

    public QueryExecution? Find(string id) => Read("WHERE id = $value", id).FirstOrDefault();

    /// <summary>The query that a request names. Throws where it names none, or one that nobody knows.</summary>
    public QueryExecution Require(string? id)
    {
        var asked = AthenaErrors.Required(id, "queryExecutionId");
        return Find(asked) ?? throw AthenaErrors.UnknownQuery(asked);
    }

    public QueryExecution? FindByToken(string token) => Read("WHERE token = $value", token).FirstOrDefault();

    /// <summary>Queries that have not ended, in the order of submission.</summary>
    public IReadOnlyList<QueryExecution> Unfinished() => Read("WHERE finished = 0 ORDER BY sequence", null);

    /// <summary>A page of a workgroup's ids, newest first, of submissions before a sequence number.</summary>
    public IReadOnlyList<(long Sequence, string Id)> Page(string workGroup, long before, int size)
    {
        return _file.Query(
            "SELECT sequence, id FROM queries WHERE sequence < $before AND json_extract(definition, '$.Question.WorkGroup') = $group ORDER BY sequence DESC LIMIT $size",
            r => (r.GetInt64(0), r.GetString(1)),
            ("$group", workGroup),
            ("$before", before),
            ("$size", size)
        );
    }

    public void Dispose() => _file.Dispose();

    private List<QueryExecution> Read(string which, string? value) =>
        _file.Query("SELECT definition, stop_requested FROM queries " + which, Read, ("$value", value));

    private static QueryExecution Read(SqliteDataReader row)
    {
        var query = JsonSerializer.Deserialize<QueryExecution>(row.GetString(0))!;
        return query with { IsStopRequested = row.GetBoolean(1) };
    }
}

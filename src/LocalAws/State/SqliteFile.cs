using System.Reflection;
using Microsoft.Data.Sqlite;

namespace LocalAws.State;

/// <summary>
/// One SQLite file of LocalAws's state: write-ahead log, full synchronous, brought up to date by numbered scripts when
/// opened.
/// </summary>
/// <remarks>
/// One connection behind a lock: the statements are few and small, and one writer needs no busy handling.
/// </remarks>
internal sealed class SqliteFile : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Lock _gate = new();

    /// <summary>Opens or creates the file and runs the scripts <c>{schema}.NNN.sql</c> that it has not seen.</summary>
    public SqliteFile(string path, string schema)
    {
        // No pool: closing must let go of the file at once, for the next owner of the lake.
        _connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString()
        );
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
        Upgrade(schema);
    }

    /// <summary>Runs statements; gives the number of rows changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        lock (_gate)
        {
            using var command = Command(sql, parameters);
            return command.ExecuteNonQuery();
        }
    }

    /// <summary>Reads all rows.</summary>
    public List<T> Query<T>(
        string sql,
        Func<SqliteDataReader, T> read,
        params ReadOnlySpan<(string Name, object? Value)> parameters
    )
    {
        lock (_gate)
        {
            using var command = Command(sql, parameters);
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
                rows.Add(read(reader));
            return rows;
        }
    }

    /// <summary>Runs work as one transaction: all of it is on disk afterwards, or none.</summary>
    public void Transact(Action work)
    {
        lock (_gate)
        {
            using var transaction = _connection.BeginTransaction();
            work();
            transaction.Commit();
        }
    }

    public void Dispose() => _connection.Dispose();

    private SqliteCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    private void Upgrade(string schema)
    {
        var done = Query("PRAGMA user_version", r => r.GetInt32(0))[0];
        var scripts = typeof(SqliteFile)
            .Assembly.GetManifestResourceNames()
            .Where(n =>
                n.StartsWith(schema + ".", StringComparison.Ordinal) && n.EndsWith(".sql", StringComparison.Ordinal)
            )
            .Order(StringComparer.Ordinal);
        foreach (var (number, script) in scripts.Select((name, i) => (i + 1, name)).Where(s => s.Item1 > done))
            Transact(() => Execute(Text(script) + $"PRAGMA user_version = {number};"));
    }

    private static string Text(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}

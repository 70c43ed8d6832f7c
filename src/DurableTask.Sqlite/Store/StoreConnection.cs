using Microsoft.Data.Sqlite;

namespace DurableTask.Sqlite.Store;

/// <summary>One SQLite connection with its prepared statements. Not for two threads at once.</summary>
internal sealed class StoreConnection : IDisposable
{
    // SQLITE_READONLY_ROLLBACK, https://sqlite.org/rescode.html.
    private const int ReadOnlyRollback = 776;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _prepared = [];

    // FULL: a commit that was answered for is on the disk. One fsync pays for a whole group of turns.
    public StoreConnection(string path)
        : this(
            path,
            SqliteOpenMode.ReadWriteCreate,
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000; PRAGMA cache_size = -16000"
        ) { }

    private StoreConnection(string path, SqliteOpenMode mode, string settings)
    {
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
        };
        _connection = new SqliteConnection(text.ToString());
        try
        {
            _connection.Open();
            ExecuteScript(settings);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A connection that leaves the file as it is, even another program's. Only what a killed writer has left half done
    /// is taken back, as whoever opens the file next must.
    /// </summary>
    public static StoreConnection ReadOnly(string path)
    {
        const string ReadsAtOnce = "PRAGMA schema_version";
        try
        {
            return new(path, SqliteOpenMode.ReadOnly, ReadsAtOnce);
        }
        catch (SqliteException e) when (e.SqliteExtendedErrorCode == ReadOnlyRollback)
        {
            return new(path, SqliteOpenMode.ReadWrite, ReadsAtOnce);
        }
    }

    /// <summary>Runs a statement with parameters $1, $2, ... and gives the number of rows changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> arguments) => Prepare(sql, arguments).ExecuteNonQuery();

    /// <summary>Runs a script without parameters, once: it is not kept prepared.</summary>
    public void ExecuteScript(string sql)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Scripts are embedded in this assembly.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row, or the type's default.</summary>
    public T? Scalar<T>(string sql, params ReadOnlySpan<object?> arguments) =>
        Prepare(sql, arguments).ExecuteScalar() is { } value and not DBNull ? (T)value : default;

    /// <summary>All rows.</summary>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> arguments)
    {
        using var reader = Prepare(sql, arguments).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(row(reader));
        return rows;
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
            command.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> arguments)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
#pragma warning disable CA2100 // Statements are constants of this assembly; values are always parameters.
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 1; i <= arguments.Length; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            _prepared.Add(sql, command);
        }

        for (var i = 0; i < arguments.Length; i++)
            command.Parameters[i].Value = arguments[i] ?? DBNull.Value;
        return command;
    }
}

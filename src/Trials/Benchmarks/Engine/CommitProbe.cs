using Microsoft.Data.Sqlite;

namespace CommerceAnalytics.Trials.Benchmarks.Engine;

/// <summary>
/// What the disk allows: durable commits in a second, by SQLite alone with the engine's own settings and nothing else
/// to do.
/// </summary>
internal static class CommitProbe
{
    private static readonly string Row = new('x', 250);

    /// <param name="folder">Where the store is.</param>
    /// <param name="rows">Rows of the size of an event that each commit writes.</param>
    /// <param name="duration">How long to try.</param>
    public static double CommitsPerSecond(string folder, int rows, TimeSpan duration, TimeProvider time)
    {
        var path = Path.Combine(folder, $"probe-{rows}.db");
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString()
        );
        connection.Open();
        Run(
            connection,
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE events (id INTEGER PRIMARY KEY, event TEXT)"
        );
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO events (event) VALUES ($1)";
        insert.Parameters.AddWithValue("$1", Row);
        var (start, commits) = (time.GetTimestamp(), 0);
        for (; time.GetElapsedTime(start) < duration; commits++)
        {
            Run(connection, "BEGIN IMMEDIATE");
            for (var row = 0; row < rows; row++)
                insert.ExecuteNonQuery();
            Run(connection, "COMMIT");
        }

        return commits / time.GetElapsedTime(start).TotalSeconds;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}

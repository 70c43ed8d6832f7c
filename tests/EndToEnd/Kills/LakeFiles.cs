using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace EndToEnd.Kills;

/// <summary>What lies in the folders of a lake, while nothing runs on it.</summary>
internal sealed class LakeFiles(string lake, DateOnly date)
{
    private readonly string _run = $"commerce-{date:yyyy-MM-dd}";

    private string Tables => Path.Combine(Summaries, "pipeline", "tables");

    private string Summaries => Path.Combine(lake, "commerce-results", "commerce-summary");

    /// <summary>Addresses of all versions that have data, live or not.</summary>
    public IReadOnlyList<string> Versions =>
        [
            .. Directory
                .GetFiles(Tables, "*", SearchOption.AllDirectories)
                .Select(file =>
                    Path.GetRelativePath(Tables, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '/')
                )
                .Distinct()
                .Select(folder => $"s3://commerce-results/commerce-summary/pipeline/tables/{folder}/")
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>How many publications were recorded.</summary>
    public int Recorded =>
        Directory
            .GetFiles(Path.Combine(Summaries, "pipeline", "versions"), "*.json", SearchOption.AllDirectories)
            .Length;

    public JsonElement Report =>
        JsonSerializer.Deserialize<JsonElement>(
            File.ReadAllText(Path.Combine(Summaries, "pipeline", "runs", $"{_run}.json"))
        );

    /// <summary>Whether the run is over: a process may be killed between that and its own end.</summary>
    public bool RunHasEnded
    {
        get
        {
            var store = Path.Combine(lake, ".localhost", "taskhub.db");
            if (!File.Exists(store))
                return false;
            using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = store, Pooling = false }.ToString()
            );
            connection.Open();
            // Completed, Failed, Terminated. Before the first start has made the table there is no run either.
            return Count(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'instances'") > 0
                && Count(
                    connection,
                    $"SELECT count(*) FROM instances WHERE instance_id = '{_run}' AND status IN (1, 3, 5)"
                ) > 0;
        }
    }

    private static long Count(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Made of this file's constants and a date.
        command.CommandText = sql;
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }
}

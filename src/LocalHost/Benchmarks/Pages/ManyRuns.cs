using CommerceAnalytics.LocalHost.Lake;
using CommerceAnalytics.LocalHost.Settings;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using Microsoft.Data.Sqlite;

namespace CommerceAnalytics.LocalHost.Benchmarks.Pages;

/// <summary>Makes of a lake with one run one with very many: their orchestrations in the task hub's store, and their reports. Nothing may be open.</summary>
internal static class ManyRuns
{
    /// <summary>Dates that runs are spread over: within what the default of MinDataDate lets the list show.</summary>
    private const int Dates = 400;

    private const int Histories = 100;

    /// <summary>Copies the run until there are so many.</summary>
    /// <param name="lake">A lake whose only run is of <paramref name="date"/>.</param>
    /// <param name="date">Its execution date.</param>
    /// <param name="runs">How many runs there shall be.</param>
    public static void Make(LakeFolder lake, DateOnly date, int runs)
    {
        using var store = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(lake.HostFolder, "taskhub.db"), Pooling = false }.ToString());
        store.Open();
        using var transaction = store.BeginTransaction();
        Execute(store, transaction, Script(), ("$runs", runs), ("$per_day", (runs + Dates - 1) / Dates), ("$run", $"commerce-{date:yyyy-MM-dd}"), ("$date", $"{date:yyyy-MM-dd}"), ("$histories", Histories));
        CopyReports(store, lake, date);
        transaction.Commit();
    }

    private static void CopyReports(SqliteConnection store, LakeFolder lake, DateOnly date)
    {
        var folder = Path.Combine(lake.FullPath, LocalSettings.ResultsBucket, new CommerceSettings().SummaryPrefix, "pipeline", "runs");
        var report = RunReportJson.Read(File.ReadAllText(Path.Combine(folder, $"commerce-{date:yyyy-MM-dd}.json")));
        using var command = store.CreateCommand();
        command.CommandText = "SELECT run, date, earlier FROM copies";
        using var copies = command.ExecuteReader();
        while (copies.Read())
        {
            var (run, earlier) = (copies.GetString(0), TimeSpan.FromTicks(copies.GetInt64(2)));
            var copy = report with { RunId = run, ExecutionDate = DateOnly.Parse(copies.GetString(1)), StartedAt = report.StartedAt - earlier, FinishedAt = report.FinishedAt - earlier };
            File.WriteAllText(Path.Combine(folder, $"{run}.json"), RunReportJson.Write(copy));
        }
    }

    private static void Execute(SqliteConnection store, SqliteTransaction transaction, string script, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = store.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // A script of this assembly.
        command.CommandText = script;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }

    private static string Script()
    {
        using var reader = new StreamReader(typeof(ManyRuns).Assembly.GetManifestResourceStream("many_runs.sql")!);
        return reader.ReadToEnd();
    }
}

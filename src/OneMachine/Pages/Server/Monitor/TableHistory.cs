using System.Text.Json.Serialization;
using CommerceAnalytics.OneMachine.Lake;

namespace CommerceAnalytics.OneMachine.Pages.Server.Monitor;

/// <summary>Reads the refreshes of a summary table from the table <c>pipeline_runs</c>.</summary>
internal static class TableHistory
{
    private static readonly string Sql = ReadSql();

    /// <summary>The newest 90 refreshes, newest first; none before the first run.</summary>
    /// <param name="athena">Athena's API.</param>
    /// <param name="service">A valid service name: it stands in the statement as it is.</param>
    /// <param name="queryType">A query type of the catalog of summaries.</param>
    public static async Task<IReadOnlyList<Refresh>> ReadAsync(
        AthenaSession athena,
        string service,
        string queryType,
        CancellationToken cancellation
    )
    {
        var sql = Sql.Replace("{{service}}", service, StringComparison.Ordinal)
            .Replace("{{query_type}}", queryType, StringComparison.Ordinal);
        try
        {
            return [.. (await athena.SelectAsync(sql, cancellation)).Select(Refresh.Of)];
        }
        catch (FailureException e) when (e.Failure.Message.Contains("TABLE_NOT_FOUND", StringComparison.Ordinal))
        {
            return [];
        }
    }

    private static string ReadSql()
    {
        using var stream = typeof(TableHistory).Assembly.GetManifestResourceStream("table_history.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>One refresh of a table, or a rollback of it.</summary>
internal sealed record Refresh(
    [property: JsonPropertyName("execution_date")] string? ExecutionDate,
    [property: JsonPropertyName("run_id")] string? RunId,
    [property: JsonPropertyName("finished_at")] string? FinishedAt,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("rows")] long? Rows,
    [property: JsonPropertyName("data_scanned_bytes")] long? DataScannedBytes,
    [property: JsonPropertyName("engine_ms")] long? EngineMs,
    [property: JsonPropertyName("kind")] string? Kind,
    [property: JsonPropertyName("excluded_days")] string? ExcludedDays
)
{
    public static Refresh Of(IReadOnlyList<string?> row) =>
        new(row[0], row[1], row[2], row[3], Number(row[4]), Number(row[5]), Number(row[6]), row[7], row[8]);

    private static long? Number(string? text) => text is null ? null : long.Parse(text);
}

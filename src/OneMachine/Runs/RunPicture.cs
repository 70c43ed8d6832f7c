using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.OneMachine.Runs;

/// <summary>Where a run stands, as it is shown.</summary>
/// <param name="Line">What is done and what is running, in one line.</param>
/// <param name="Tables">All tables, by service and batch.</param>
internal sealed record RunPicture(string Line, IReadOnlyList<TableRow> Tables)
{
    public static readonly RunPicture None = new("starting", []);

    /// <summary>The picture of what a run tells of itself.</summary>
    /// <param name="progress">What it tells.</param>
    /// <param name="summaries">The summaries as they are here, which say each table's batch.</param>
    public static RunPicture Of(RunProgress progress, SummarySet summaries)
    {
        var rows = progress.Services.SelectMany(OfService);
        return new(progress.Line, [.. rows]);

        IEnumerable<TableRow> OfService(ServiceView service)
        {
            var tables = service.Tables.Select(table => TableRow.Of(service, table, summaries));
            return tables.OrderBy(row => row.Batch);
        }
    }
}

/// <summary>Where a table's refresh stands.</summary>
/// <param name="Batch">1 to 3; 0 of a summary that is not known here.</param>
/// <param name="State">
/// What it waits for or does, in one word; <c>published</c>, <c>failed</c>, <c>held</c>, <c>cancelled</c> or <c>skipped</c> at its
/// end.
/// </param>
/// <param name="Rows">Rows written, once known.</param>
/// <param name="EngineMs">Time in Athena's engine, once known.</param>
internal sealed record TableRow(
    string ServiceName,
    int Batch,
    string QueryType,
    string State,
    long? Rows,
    long? EngineMs
)
{
    public static TableRow Of(ServiceView service, TableView table, SummarySet summaries)
    {
        // A run that another process began may have summaries that are not here.
        var batch = summaries.Find(table.QueryType)?.Batch ?? 0;
        return new(service.ServiceName, batch, table.QueryType, table.Status, table.Rows, table.EngineMs);
    }

    public bool IsEnded => State is "published" or "failed" or "held" or "cancelled" or "skipped";
}

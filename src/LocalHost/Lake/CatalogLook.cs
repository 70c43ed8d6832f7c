using Amazon.Athena.Model;
using CommerceAnalytics.Events;
using CommerceAnalytics.Settings;
using LocalAws;
using LocalAws.Catalog;
using SummaryColumn = CommerceAnalytics.Summaries.Column;

namespace CommerceAnalytics.LocalHost.Lake;

/// <summary>Looks up how a lake's events table is read, without changing anything: not even a lock is taken.</summary>
internal static class CatalogLook
{
    private const string CatalogFile = ".localaws/catalog.db";

    /// <summary>The fit for the lake's events table, or null where the lake has no catalog or no such table.</summary>
    /// <exception cref="Failures.FailureException">The table cannot be read by the pipeline: what was found and what is needed.</exception>
    public static async Task<EventsTableFit?> FindFitAsync(LakeFolder lake, CommerceSettings settings, TimeProvider time, CancellationToken cancellationToken) =>
        LocalAwsAddress.Find(lake.FullPath) is { } running
            ? await AskAsync(running, settings, cancellationToken)
            : ReadCopy(lake, settings, time);

    private static async Task<EventsTableFit?> AskAsync(LocalAwsAddress running, CommerceSettings settings, CancellationToken cancellationToken)
    {
        using var athena = AthenaSession.Client(running);
        try
        {
            var answer = await athena.GetTableMetadataAsync(
                new GetTableMetadataRequest { CatalogName = settings.Catalog, DatabaseName = settings.EventsDatabase, TableName = settings.EventsTable },
                cancellationToken);
            return EventsTableFit.From(Columns(answer.TableMetadata.Columns), Columns(answer.TableMetadata.PartitionKeys));
        }
        catch (MetadataException)
        {
            return null;
        }
    }

    /// <summary>Reads a copy: to open the catalog itself could bring its file up to date, and write beside it.</summary>
    private static EventsTableFit? ReadCopy(LakeFolder lake, CommerceSettings settings, TimeProvider time)
    {
        var file = Path.Combine(lake.FullPath, CatalogFile);
        if (!File.Exists(file))
            return null;
        var folder = Directory.CreateTempSubdirectory("commerce-analytics-").FullName;
        try
        {
            var copy = Path.Combine(folder, Path.GetFileName(file));
            File.Copy(file, copy);
            if (File.Exists($"{file}-wal"))
                File.Copy($"{file}-wal", $"{copy}-wal");
            using var catalog = new SqliteCatalog(copy, time);
            return catalog.FindTable(settings.EventsDatabase, settings.EventsTable) is { } table
                ? EventsTableFit.From(Columns(table.Columns), Columns(table.PartitionKeys))
                : null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<SummaryColumn> Columns(IEnumerable<Column>? columns) => [.. (columns ?? []).Select(column => new SummaryColumn(column.Name, column.Type))];

    private static List<SummaryColumn> Columns(IEnumerable<CatalogColumn> columns) => [.. columns.Select(column => new SummaryColumn(column.Name, column.Type))];
}

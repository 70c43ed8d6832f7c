using Amazon.Runtime;
using CommerceAnalytics.Aws;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.Settings;
using CommerceAnalytics.Events;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using LocalAws;
using LocalAws.Catalog;
using Microsoft.Extensions.DependencyInjection;
using CatalogTable = LocalAws.Catalog.CatalogTable;
using Options = Microsoft.Extensions.Options.Options;
using TableColumn = CommerceAnalytics.Summaries.Column;

namespace CommerceAnalytics.OneMachine.Lake;

/// <summary>Looks up how a lake's events table is read, without changing anything: not even a lock is taken.</summary>
internal static class CatalogReader
{
    private const string CatalogFile = ".localaws/catalog.db";

    /// <summary>The fit for the lake's events table, or null where the lake has no catalog or no such table.</summary>
    /// <exception cref="FailureException">
    /// The table cannot be read by the pipeline: what was found and what is needed.
    /// </exception>
    /// <exception cref="InvalidInputException">There is a catalog that cannot be read.</exception>
    public static async Task<EventsTableFit?> FindFitAsync(
        LakeFolder lake,
        CommerceSettings settings,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        using var guest = LakeGuest.Enter(lake.FullPath);
        if (guest is not null)
            return await AskAsync(guest.Address, settings, cancellationToken);
        try
        {
            return ReadCopy(lake, settings, time);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException([
                $"the catalog of the lake '{lake.Given}' (--lake) cannot be read ({e.Message.TrimEnd('.')}): see that this account may read it, or name another lake.",
            ]);
        }
    }

    private static async Task<EventsTableFit?> AskAsync(
        LocalAwsAddress running,
        CommerceSettings settings,
        CancellationToken cancellationToken
    )
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(Options.Create(settings))
            .AddSingleton(
                Options.Create(new AwsSettings { Region = running.Region, ServiceUrl = running.Endpoint.ToString() })
            )
            .AddSingleton<AWSCredentials>(new BasicAWSCredentials(running.AccessKeyId, running.SecretAccessKey))
            .AddCommerceAws()
            .BuildServiceProvider();
        var catalog = services.GetRequiredService<ITableCatalog>();
        if (await catalog.FindAsync(settings.EventsDatabase, settings.EventsTable, cancellationToken) is not { } table)
            return null;
        var partitions = await catalog.ListPartitionsAsync(
            settings.EventsDatabase,
            settings.EventsTable,
            cancellationToken
        );
        return new EventsPartitions(table.PartitionKeys, table.Parameters, partitions).Fit(
            EventsTableFit.From(table.Columns, table.PartitionKeys, SummarySet.Of(settings).OtherAttributes)
        );
    }

    /// <summary>
    /// Reads a copy: to open the catalog itself could bring its file up to date, and write beside it.
    /// </summary>
    private static EventsTableFit? ReadCopy(LakeFolder lake, CommerceSettings settings, TimeProvider time)
    {
        var file = Path.Combine(lake.FullPath, CatalogFile);
        if (!IsThere(file))
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
                ? Fit(table, catalog, SummarySet.Of(settings).OtherAttributes)
                : null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>
    /// Throws where nobody can tell: <see cref="File.Exists"/> says that what one may not look at is not there.
    /// </summary>
    private static bool IsThere(string file)
    {
        try
        {
            _ = File.GetAttributes(file);
            return true;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    private static EventsTableFit Fit(CatalogTable table, SqliteCatalog catalog, IReadOnlyList<string> others)
    {
        var keys = Columns(table.PartitionKeys);
        var values = catalog.Partitions(table.Database, table.Name).Select(partition => partition.Values).ToList();
        return new EventsPartitions(keys, table.Parameters, values).Fit(
            EventsTableFit.From(Columns(table.Columns), keys, others)
        );
    }

    private static List<TableColumn> Columns(IEnumerable<CatalogColumn> columns) =>
        [.. columns.Select(column => new TableColumn(column.Name, column.Type))];
}

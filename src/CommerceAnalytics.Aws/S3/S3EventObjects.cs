using Amazon.Glue;
using Amazon.S3;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Aws.S3;

/// <summary>Lists the folders that the partitions of the event log show.</summary>
internal sealed class S3EventObjects(
    IAmazonGlue glue,
    IAmazonS3 s3,
    ITableCatalog catalog,
    IOptions<CommerceSettings> options
) : IEventObjects
{
    private const int ListingsAtOnce = 8;

    private CommerceSettings Settings => options.Value;

    public async Task<bool> AreWrittenSinceAsync(
        IReadOnlyCollection<DateOnly> days,
        DateTimeOffset since,
        CancellationToken cancellationToken
    )
    {
        var second = since.AddTicks(-(since.Ticks % TimeSpan.TicksPerSecond));
        var found = await ListAsync(days, cancellationToken);
        return found.Values.Any(keys => keys.Any(key => key.WrittenAt >= second));
    }

    /// <summary>The objects of each day; no day at all where there is no log.</summary>
    public async Task<Dictionary<DateOnly, IReadOnlyList<StoredKey>>> ListAsync(
        IReadOnlyCollection<DateOnly> days,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<DateOnly, IReadOnlyList<StoredKey>>();
        if (
            days.Count == 0
            || await catalog.FindAsync(Settings.EventsDatabase, Settings.EventsTable, cancellationToken)
                is not { Location: not null } table
        )
            return found;
        var folders = await FoldersAsync(table, cancellationToken);
        foreach (var some in days.Chunk(ListingsAtOnce))
        {
            var listed = await Task.WhenAll(some.Select(day => ListAsync(folders.Of(day), cancellationToken)));
            foreach (var (day, keys) in some.Zip(listed))
                found[day] = keys;
        }

        return found;
    }

    private async Task<EventFolders> FoldersAsync(CatalogTable table, CancellationToken cancellationToken)
    {
        if (EventFolders.Projected(table) is { } projected)
            return projected;
        var partitions = await new GluePartitions(glue, table.Database).ListAsync(
            table.Name,
            expression: null,
            cancellationToken
        );
        return EventFolders.Listed(
            table,
            partitions.Select(partition => (partition.Values, partition.StorageDescriptor?.Location))
        );
    }

    private async Task<IReadOnlyList<StoredKey>> ListAsync(
        IReadOnlyList<string> folders,
        CancellationToken cancellationToken
    )
    {
        var keys = new List<StoredKey>();
        foreach (var folder in folders)
        {
            if (Address(folder) is not [var bucket, var prefix])
                continue;
            keys.AddRange(await new SummaryObjects(s3, bucket).ListAsync(prefix, cancellationToken));
        }

        return keys;
    }

    /// <summary>Bucket and prefix; empty for what does not lie in S3.</summary>
    private static string[] Address(string folder) =>
        folder.StartsWith("s3://", StringComparison.Ordinal) ? folder["s3://".Length..].Split('/', 2) : [];
}

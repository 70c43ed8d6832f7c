using Amazon.Glue;
using Amazon.S3;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Backfills;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Aws.S3;

/// <summary>
/// Sizes of days in S3: of the raw log from listings of the folders that its partitions show, of the extract from the
/// records of what was extracted.
/// </summary>
internal sealed class S3DaySizes(
    IAmazonGlue glue,
    IAmazonS3 s3,
    ITableCatalog catalog,
    IExtractCatalog extract,
    IExtractBuilds builds,
    IOptions<CommerceSettings> options
) : IDaySizes
{
    private const int ListingsAtOnce = 8;

    private CommerceSettings Settings => options.Value;

    public async Task<DaySizes> OfAsync(IReadOnlyCollection<DateOnly> days, CancellationToken cancellationToken)
    {
        var extracted = await ExtractedAsync(cancellationToken);
        var known = extracted.Keys.Select(key => key.Day).ToHashSet();
        var isDirect = Settings.ScanMode != ScanMode.Extract;
        // A day of which one service is missing is read anew for that service alone, but read all the same.
        var raw = await RawAsync([.. days.Where(day => isDirect || !known.Contains(day))], cancellationToken);
        return new(raw, extracted);
    }

    private async Task<Dictionary<DateOnly, long>> RawAsync(List<DateOnly> days, CancellationToken cancellationToken)
    {
        var sizes = new Dictionary<DateOnly, long>();
        if (
            days.Count == 0
            || await catalog.FindAsync(Settings.EventsDatabase, Settings.EventsTable, cancellationToken)
                is not { Location: not null } table
        )
            return sizes;
        var folders = await FoldersAsync(table, cancellationToken);
        foreach (var some in days.Chunk(ListingsAtOnce))
        {
            var measured = await Task.WhenAll(some.Select(day => BytesAsync(folders.Of(day), cancellationToken)));
            foreach (var (day, bytes) in some.Zip(measured))
                sizes[day] = bytes;
        }

        return sizes;
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

    private async Task<long> BytesAsync(IReadOnlyList<string> folders, CancellationToken cancellationToken)
    {
        var bytes = 0L;
        foreach (var folder in folders)
        {
            if (Address(folder) is not [var bucket, var prefix])
                continue;
            var found = await new SummaryObjects(s3, bucket).ListAsync(prefix, cancellationToken);
            bytes += found.Sum(key => key.Bytes);
        }

        return bytes;
    }

    /// <summary>Bucket and prefix; empty for what does not lie in S3.</summary>
    private static string[] Address(string folder) =>
        folder.StartsWith("s3://", StringComparison.Ordinal) ? folder["s3://".Length..].Split('/', 2) : [];

    private async Task<Dictionary<(DateOnly Day, string ServiceName), long>> ExtractedAsync(
        CancellationToken cancellationToken
    )
    {
        var sizes = new Dictionary<(DateOnly Day, string ServiceName), long>();
        if (Settings.ScanMode != ScanMode.Extract)
            return sizes;
        var parts = (await builds.ListAsync(cancellationToken))
            .SelectMany(build => build.Parts ?? new Dictionary<string, IReadOnlyList<StoredFile>>(), Part)
            .ToDictionary(part => part.Location, part => part.Bytes);
        foreach (var day in await extract.ListAsync(cancellationToken))
            sizes[(day.Day, day.ServiceName)] = parts.GetValueOrDefault(day.Location);
        return sizes;
    }

    private static (string Location, long Bytes) Part(
        ExtractBuild build,
        KeyValuePair<string, IReadOnlyList<StoredFile>> part
    ) => ($"{build.Location}{part.Key}", part.Value.Sum(file => file.Bytes));
}

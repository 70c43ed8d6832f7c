using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Aws.Storage;

/// <summary>Reads and writes the records of versions. What is not a record, or stands in another's place, is passed over: nothing is ever deleted for it.</summary>
internal sealed partial class VersionRecords(SummaryPrefix prefix, SummaryObjects objects, ILogger log)
{
    private const int ReadsAtOnce = 16;

    /// <summary>Writes the record where there is none; gives the one that stands.</summary>
    public async Task<TableVersion> AddAsync(TableVersion version, CancellationToken cancellationToken)
    {
        prefix.VersionPrefixOf(version.Location);
        var key = KeyOf(version.Table, version.Location);
        if (await objects.TryWriteAsync(key, VersionRecord.Write(version), etag: null, cancellationToken)) return version;
        return (await ReadAsync(key, cancellationToken))?.Version ?? throw new InvalidOperationException($"'{key}' holds something else than a record.");
    }

    public async Task<TableVersion?> ChangeAsync(
        string table, string location, Func<TableVersion, TableVersion?> change, CancellationToken cancellationToken)
    {
        prefix.VersionPrefixOf(location);
        var key = KeyOf(table, location);
        while (true)
        {
            if (await ReadAsync(key, cancellationToken) is not var (version, etag) || version.Location != location) return null;
            if (change(version) is not { } changed || VersionRecord.Write(changed) == VersionRecord.Write(version)) return version;
            if (await objects.TryWriteAsync(key, VersionRecord.Write(changed), etag, cancellationToken)) return changed;
        }
    }

    /// <summary>All records of a table, or of all where none is named.</summary>
    public async Task<IReadOnlyList<TableVersion>> ListAsync(string? table, CancellationToken cancellationToken)
    {
        var folder = prefix.KeyOf((table is null ? VersionRecord.Root : VersionRecord.Folder(table)).TrimEnd('/')) + "/";
        var keys = await objects.ListAsync(folder, cancellationToken);
        var versions = new List<TableVersion>(keys.Count);
        foreach (var some in keys.Select(found => found.Key).Chunk(ReadsAtOnce))
        {
            var read = await Task.WhenAll(some.Select(key => ReadAsync(key, cancellationToken)));
            versions.AddRange(read.OfType<(TableVersion Version, string)>().Select(one => one.Version));
        }

        return versions;
    }

    public Task DeleteAsync(TableVersion version, CancellationToken cancellationToken) =>
        objects.DeleteAsync([KeyOf(version.Table, version.Location)], cancellationToken);

    private string KeyOf(string table, string location) => prefix.KeyOf(VersionRecord.Key(table, location));

    private async Task<(TableVersion Version, string ETag)?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        if (await objects.ReadAsync(key, cancellationToken) is not { } stored) return null;
        if (VersionRecord.Read(stored.Text) is { } version && IsInItsPlace(version, key)) return (version, stored.ETag);
        LogNotARecord(prefix.Bucket, key);
        return null;
    }

    /// <summary>A record that was copied elsewhere, or that names a place which is not of its table, would make the pipeline delete what is not its own.</summary>
    private bool IsInItsPlace(TableVersion version, string key) =>
        prefix.IsVersionOf(version.Table, version.Location) && KeyOf(version.Table, version.Location) == key;

    [LoggerMessage(2003, LogLevel.Warning, "s3://{Bucket}/{Key} is not a record of a version; it is passed over", EventName = "VersionRecordPassedOver")]
    private partial void LogNotARecord(string bucket, string key);
}

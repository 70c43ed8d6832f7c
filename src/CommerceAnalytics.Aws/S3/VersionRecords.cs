using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Aws.S3;

/// <summary>
/// Reads and writes the records of versions. What is not a record, or stands in another's place, is passed over:
/// nothing is ever deleted for it.
/// </summary>
internal sealed partial class VersionRecords(SummaryPrefix prefix, SummaryObjects objects, ILogger log)
{
    private const int ReadsAtOnce = 16;

    private readonly KnownRecords _known = new();

    /// <summary>Writes the record where there is none; gives the one that stands.</summary>
    public async Task<TableVersion> AddAsync(TableVersion version, CancellationToken cancellationToken)
    {
        prefix.VersionPrefixOf(version.Location);
        var key = KeyOf(version.Table, version.Location);
        if (await TryWriteAsync(key, version, etag: null, cancellationToken))
            return version;
        return (await ReadAsync(key, cancellationToken))?.Version
            ?? throw new InvalidOperationException($"'{key}' holds something else than a record.");
    }

    public async Task<TableVersion?> ChangeAsync(
        string table,
        string location,
        Func<TableVersion, TableVersion?> change,
        CancellationToken cancellationToken
    )
    {
        prefix.VersionPrefixOf(location);
        var key = KeyOf(table, location);
        // What this process wrote last is most likely what stands; whether it is, S3 says when the change is written.
        for (var known = _known.Find(key); ; known = null)
        {
            if (
                (known ?? await ReadAsync(key, cancellationToken)) is not var (version, etag)
                || version.Location != location
            )
                return null;
            if (change(version) is { } changed && VersionRecord.Write(changed) != VersionRecord.Write(version))
            {
                if (await TryWriteAsync(key, changed, etag, cancellationToken))
                    return changed;
            }
            else if (known is null)
            {
                return version;
            }
        }
    }

    private async Task<bool> TryWriteAsync(
        string key,
        TableVersion version,
        string? etag,
        CancellationToken cancellationToken
    )
    {
        if (await objects.TryWriteAsync(key, VersionRecord.Write(version), etag, cancellationToken) is not { } written)
        {
            _known.Forget(key);
            return false;
        }

        _known.Keep(key, version, written);
        return true;
    }

    /// <summary>
    /// All records of some tables, or of all where none is named: with one listing where the tables' names begin alike,
    /// as those of a service do. A version that another one was to replace was live by then, and is given as published.
    /// </summary>
    public async Task<IReadOnlyList<TableVersion>> ListAsync(
        IReadOnlyCollection<string>? tables,
        CancellationToken cancellationToken
    )
    {
        var folders = (tables ?? []).Select(table => Below(VersionRecord.Folder(table))).ToList();
        var listed = await objects.ListAsync(
            tables is null ? Below(VersionRecord.Root) : CommonStart(folders),
            cancellationToken
        );
        var keys = tables is null
            ? listed
            :
            [
                .. listed.Where(found =>
                    folders.Exists(folder => found.Key.StartsWith(folder, StringComparison.Ordinal))
                ),
            ];
        var versions = new List<TableVersion>(keys.Count);
        foreach (var some in keys.Chunk(ReadsAtOnce))
        {
            var read = await Task.WhenAll(some.Select(found => ReadAsync(found, cancellationToken)));
            versions.AddRange(read.OfType<(TableVersion Version, string)>().Select(one => one.Version));
        }

        var replaced = versions.Select(version => version.Replaces).ToHashSet();
        return versions.ConvertAll(version =>
            version.State == VersionState.Checked && replaced.Contains(version.Location)
                ? version with
                {
                    State = VersionState.Published,
                }
                : version
        );
    }

    public Task DeleteAsync(IEnumerable<TableVersion> versions, CancellationToken cancellationToken)
    {
        var keys = versions.Select(version => KeyOf(version.Table, version.Location)).ToList();
        keys.ForEach(_known.Forget);
        return objects.DeleteAsync(keys, cancellationToken);
    }

    /// <summary>The key of a folder, with the slash at its end.</summary>
    private string Below(string folder) => prefix.KeyOf(folder.TrimEnd('/')) + "/";

    private static string CommonStart(List<string> folders) =>
        folders.Aggregate(
            (start, folder) =>
                string.Concat(start.Zip(folder).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First))
        );

    private string KeyOf(string table, string location) => prefix.KeyOf(VersionRecord.Key(table, location));

    /// <summary>The listing tells whether a record is still as this process knows it.</summary>
    private async Task<(TableVersion Version, string ETag)?> ReadAsync(
        StoredKey found,
        CancellationToken cancellationToken
    ) =>
        found.ETag is { Length: > 0 } etag && _known.Find(found.Key) is { } known && known.ETag == etag
            ? known
            : await ReadAsync(found.Key, cancellationToken);

    private async Task<(TableVersion Version, string ETag)?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        if (await objects.ReadAsync(key, cancellationToken) is not { } stored)
            return null;
        if (VersionRecord.Read(stored.Text) is { } version && IsInItsPlace(version, key))
        {
            _known.Keep(key, version, stored.ETag ?? "");
            return (version, stored.ETag ?? "");
        }

        LogNotARecord(prefix.Bucket, key);
        return null;
    }

    /// <summary>
    /// A record that was copied elsewhere, or that names a place which is not of its table, would make the pipeline
    /// delete what is not its own.
    /// </summary>
    private bool IsInItsPlace(TableVersion version, string key) =>
        prefix.IsVersionOf(version.Table, version.Location) && KeyOf(version.Table, version.Location) == key;

    [LoggerMessage(
        2003,
        LogLevel.Warning,
        "s3://{Bucket}/{Key} is not a record of a version; it is passed over",
        EventName = "VersionRecordPassedOver"
    )]
    private partial void LogNotARecord(string bucket, string key);
}

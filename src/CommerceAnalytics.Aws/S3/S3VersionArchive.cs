using System.Text.RegularExpressions;
using Amazon.S3;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Aws.S3;

/// <summary>
/// The archive in S3: <c>pipeline/archive/kept/{night}/{name}.json</c> and
/// <c>pipeline/archive/retired/{night}/{name}.json</c>.
/// </summary>
internal sealed partial class S3VersionArchive(IAmazonS3 s3, IOptions<CommerceSettings> options) : IVersionArchive
{
    private const string Root = "pipeline/archive/";

    private readonly SummaryPrefix _prefix = new(options.Value);
    private readonly SummaryObjects _objects = new(s3, options.Value.ResultsBucket);

    public async Task PutAsync(
        ArchiveShelf shelf,
        string name,
        IReadOnlyCollection<ArchivedVersion> versions,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        foreach (var night in versions.GroupBy(one => one.Version.ExecutionDate))
            await AddAsync(new(shelf, night.Key, name), new(at, [.. night]), cancellationToken);
        await _objects.DeleteAsync(versions.Select(RecordKey), cancellationToken);
    }

    public async Task<IReadOnlyList<ArchiveFile>> ListAsync(ArchiveShelf shelf, CancellationToken cancellationToken)
    {
        var folder = _prefix.KeyOf(Folder(shelf).TrimEnd('/')) + "/";
        var found = await _objects.ListAsync(folder, cancellationToken);
        return [.. found.Select(key => FileOf(shelf, key.Key[folder.Length..])).OfType<ArchiveFile>()];
    }

    public async Task<ArchivedVersions?> ReadAsync(ArchiveFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        return (await ReadWithMarkAsync(file, cancellationToken))?.Content;
    }

    public async Task DropAsync(
        ArchiveFile file,
        IReadOnlyCollection<ArchivedVersion> versions,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(file);
        var gone = versions.Select(one => one.Version.Location).ToHashSet();
        while (await ReadWithMarkAsync(file, cancellationToken) is var (there, etag))
        {
            var left = there.Versions.Where(one => !gone.Contains(one.Version.Location)).ToList();
            if (left.Count == 0)
            {
                await _objects.DeleteAsync([KeyOf(file)], cancellationToken);
                return;
            }

            var text = ArchiveJson.Write(there with { Versions = left });
            if (await _objects.TryWriteAsync(KeyOf(file), text, etag, cancellationToken) is not null)
                return;
        }
    }

    public async Task DeleteDataAsync(
        IReadOnlyCollection<ArchivedVersion> versions,
        CancellationToken cancellationToken
    )
    {
        var keys = new List<string>();
        foreach (var one in versions)
            keys.AddRange(await DataKeysAsync(one.Version, cancellationToken));
        // The records last: where deleting stops in the middle, they are what is left to find the rest by.
        await _objects.DeleteAsync([.. keys, .. versions.Select(RecordKey)], cancellationToken);
    }

    /// <summary>Another attempt may have put some there before, and deleted their records.</summary>
    private async Task AddAsync(ArchiveFile file, ArchivedVersions added, CancellationToken cancellationToken)
    {
        var (content, etag) = (WithoutColumns(added), (string?)null);
        while (await _objects.TryWriteAsync(KeyOf(file), ArchiveJson.Write(content), etag, cancellationToken) is null)
        {
            if (await ReadWithMarkAsync(file, cancellationToken) is not var (there, mark))
            {
                etag = null;
                continue;
            }

            var known = there.Versions.Select(one => one.Version.Location).ToHashSet();
            var fresh = WithoutColumns(added).Versions.Where(one => !known.Contains(one.Version.Location));
            (content, etag) = (new(added.At, [.. there.Versions, .. fresh]), mark);
        }
    }

    private static ArchivedVersions WithoutColumns(ArchivedVersions versions) =>
        versions with
        {
            Versions = [.. versions.Versions.Select(one => one with { Version = one.Version with { Columns = [] } })],
        };

    private async Task<(ArchivedVersions Content, string ETag)?> ReadWithMarkAsync(
        ArchiveFile file,
        CancellationToken cancellationToken
    )
    {
        if (await _objects.ReadAsync(KeyOf(file), cancellationToken) is not { } stored)
            return null;
        return ArchiveJson.Read(stored.Text) is { } content
            ? (content with { Versions = [.. content.Versions.Where(IsInItsPlace)] }, stored.ETag)
            : throw _objects.Damaged(KeyOf(file), "archived versions");
    }

    /// <summary>What names a place that is not of its table would make the pipeline delete what is not its own.</summary>
    private bool IsInItsPlace(ArchivedVersion one) =>
        SummaryNames.Table(one.ServiceName, one.QueryType) == one.Version.Table
        && _prefix.IsVersionOf(one.Version.Table, one.Version.Location);

    private async Task<IEnumerable<string>> DataKeysAsync(TableVersion version, CancellationToken cancellationToken)
    {
        var place = _prefix.VersionPrefixOf(version.Location);
        var names =
            version.Files
            ?? [.. (await _objects.ListAsync(place, cancellationToken)).Select(found => found.Key[place.Length..])];
        return names.Where(SummaryPrefix.IsFileName).Select(name => place + name);
    }

    private string RecordKey(ArchivedVersion one) =>
        VersionRecords.KeyOf(_prefix, one.Version.Table, one.Version.Location);

    private string KeyOf(ArchiveFile file) =>
        FileName().IsMatch($"{file.Name}.json")
            ? _prefix.KeyOf($"{Folder(file.Shelf)}{DayText.Of(file.Night)}/{file.Name}.json")
            : throw new ArgumentException($"'{file.Name}' is not a name of an archived object.", nameof(file));

    private static string Folder(ArchiveShelf shelf) => shelf == ArchiveShelf.Kept ? $"{Root}kept/" : $"{Root}retired/";

    private static ArchiveFile? FileOf(ArchiveShelf shelf, string below) =>
        below.Split('/') is [var text, var name] && DayText.Parse(text) is { } night && FileName().IsMatch(name)
            ? new(shelf, night, name[..^".json".Length])
            : null;

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]*\.json\z")]
    private static partial Regex FileName();
}

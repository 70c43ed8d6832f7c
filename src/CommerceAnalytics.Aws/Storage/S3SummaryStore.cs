using Amazon.S3;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Aws.Storage;

/// <summary>Versions, their records and run reports as objects in S3.</summary>
internal sealed class S3SummaryStore : ISummaryStore
{
    private readonly SummaryPrefix _prefix;
    private readonly SummaryObjects _objects;
    private readonly VersionRecords _records;

    public S3SummaryStore(IAmazonS3 s3, IOptions<CommerceSettings> options, ILogger<S3SummaryStore> log)
    {
        _prefix = new(options.Value);
        _objects = new(s3, options.Value.ResultsBucket);
        _records = new(_prefix, _objects, log);
    }

    public Task<TableVersion> RecordVersionAsync(TableVersion version, CancellationToken cancellationToken) => _records.AddAsync(version, cancellationToken);

    public Task<TableVersion?> ChangeVersionAsync(
        string table, string location, Func<TableVersion, TableVersion?> change, CancellationToken cancellationToken) =>
        _records.ChangeAsync(table, location, change, cancellationToken);

    public async Task<IReadOnlyList<TableVersion>> ListVersionsAsync(string table, CancellationToken cancellationToken) =>
        [.. (await _records.ListAsync(table, cancellationToken)).OrderByDescending(version => version.WrittenAt)];

    public Task<IReadOnlyList<TableVersion>> ListVersionsAsync(CancellationToken cancellationToken) => _records.ListAsync(null, cancellationToken);

    public async Task<IReadOnlyList<StoredFile>> ListFilesAsync(TableVersion version, CancellationToken cancellationToken)
    {
        var place = _prefix.VersionPrefixOf(version.Location);
        var found = await _objects.ListAsync(place, cancellationToken);
        return [.. found.Select(key => key with { Key = NameIn(place, key.Key) }).Where(key => IsOwn(version, key.Key)).Select(key => new StoredFile(key.Key, key.Bytes))];
    }

    public async Task<int> RemoveVersionAsync(TableVersion version, Func<TableVersion, bool> mayGo, CancellationToken cancellationToken)
    {
        // Nothing without its record is deleted: what the pipeline did not write down it did not write.
        var recorded = await _records.ChangeAsync(
            version.Table,
            version.Location,
            stands => stands.State == VersionState.Removed || !mayGo(stands) ? null : stands with { State = VersionState.Removed },
            cancellationToken);
        if (recorded is not { State: VersionState.Removed }) return 0;
        var files = await ListFilesAsync(recorded, cancellationToken);
        var place = _prefix.VersionPrefixOf(recorded.Location);
        await _objects.DeleteAsync(files.Select(file => place + file.Name), cancellationToken);
        if (files.Count == 0) await _records.DeleteAsync(recorded, cancellationToken);
        return files.Count;
    }

    public Task WriteTextAsync(string key, string text, CancellationToken cancellationToken) =>
        _objects.WriteAsync(_prefix.KeyOf(key), text, cancellationToken);

    public async Task<string?> ReadTextAsync(string key, CancellationToken cancellationToken) =>
        (await _objects.ReadAsync(_prefix.KeyOf(key), cancellationToken))?.Text;

    private static string NameIn(string place, string key) => key.StartsWith(place, StringComparison.Ordinal) ? key[place.Length..] : "";

    private static bool IsOwn(TableVersion version, string name) =>
        SummaryPrefix.IsFileName(name) && (version.Files is null || version.Files.Contains(name));
}

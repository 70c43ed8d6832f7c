using Amazon.S3;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Aws.S3;

/// <summary>Versions, their records and run reports as objects in S3.</summary>
internal sealed class S3SummaryStore : ISummaryStore
{
    private const int ChangesAtOnce = 16;

    // Athena's queries end after hours at most, stopped or not.
    private static readonly TimeSpan MayStillBeWritten = TimeSpan.FromDays(1);

    private readonly SummaryPrefix _prefix;
    private readonly SummaryObjects _objects;
    private readonly VersionRecords _records;
    private readonly TimeProvider _time;

    public S3SummaryStore(
        IAmazonS3 s3,
        IOptions<CommerceSettings> options,
        TimeProvider time,
        ILogger<S3SummaryStore> log
    )
    {
        _time = time;
        _prefix = new(options.Value);
        _objects = new(s3, options.Value.ResultsBucket);
        _records = new(_prefix, _objects, log);
    }

    public Task<TableVersion> RecordVersionAsync(TableVersion version, CancellationToken cancellationToken) =>
        _records.AddAsync(version, cancellationToken);

    public Task<TableVersion?> ChangeVersionAsync(
        string table,
        string location,
        Func<TableVersion, TableVersion?> change,
        CancellationToken cancellationToken
    ) => _records.ChangeAsync(table, location, change, cancellationToken);

    public async Task<IReadOnlyList<TableVersion>> ListVersionsAsync(
        IReadOnlyCollection<string> tables,
        CancellationToken cancellationToken
    ) => [.. (await _records.ListAsync(tables, cancellationToken)).OrderByDescending(version => version.WrittenAt)];

    public Task<IReadOnlyList<TableVersion>> ListVersionsAsync(CancellationToken cancellationToken) =>
        _records.ListAsync(null, cancellationToken);

    public async Task<IReadOnlyList<StoredFile>> ListFilesAsync(
        TableVersion version,
        CancellationToken cancellationToken
    )
    {
        var place = _prefix.VersionPrefixOf(version.Location);
        var found = await _objects.ListAsync(place, cancellationToken);
        return
        [
            .. found
                .Select(key => key with { Key = NameIn(place, key.Key) })
                .Where(key => IsOwn(version, key.Key))
                .Select(key => new StoredFile(key.Key, key.Bytes)),
        ];
    }

    public async Task<IReadOnlyDictionary<string, int>> RemoveVersionsAsync(
        IReadOnlyCollection<TableVersion> versions,
        Func<TableVersion, bool> mayGo,
        CancellationToken cancellationToken
    )
    {
        var marked = new List<(TableVersion Version, IReadOnlyList<string> Files)>();
        foreach (var some in versions.Chunk(ChangesAtOnce))
            marked.AddRange(
                (await Task.WhenAll(some.Select(version => MarkAsync(version, mayGo, cancellationToken)))).OfType<(
                    TableVersion,
                    IReadOnlyList<string>
                )>()
            );
        var keys = marked
            .SelectMany(one => one.Files.Select(name => _prefix.VersionPrefixOf(one.Version.Location) + name))
            .ToList();
        await _objects.DeleteAsync(keys, cancellationToken);
        await _records.DeleteAsync(
            marked.Where(one => IsDone(one.Version, one.Files)).Select(one => one.Version),
            cancellationToken
        );
        return marked.ToDictionary(one => one.Version.Location, one => one.Files.Count);
    }

    public async Task<IReadOnlyList<StoredFile>> ListTrialsAsync(CancellationToken cancellationToken) =>
        [
            .. (await _objects.ListAsync(_prefix.Trials, cancellationToken))
                .Where(found => _prefix.IsTrial(found.Key))
                .Select(found => new StoredFile($"s3://{_prefix.Bucket}/{found.Key}", found.Bytes)),
        ];

    public Task RemoveTrialsAsync(IReadOnlyCollection<StoredFile> trials, CancellationToken cancellationToken) =>
        _objects.DeleteAsync(trials.Select(trial => _prefix.TrialKeyOf(trial.Name)), cancellationToken);

    public Task WriteTextAsync(string key, string text, CancellationToken cancellationToken) =>
        _objects.WriteAsync(_prefix.KeyOf(key), text, cancellationToken);

    public async Task<string?> ReadTextAsync(string key, CancellationToken cancellationToken) =>
        (await _objects.ReadAsync(_prefix.KeyOf(key), cancellationToken))?.Text;

    /// <summary>
    /// The version with what is to be deleted of it; null where it may not go. What the pipeline did not write down it
    /// did not write.
    /// </summary>
    private async Task<(TableVersion Version, IReadOnlyList<string> Files)?> MarkAsync(
        TableVersion version,
        Func<TableVersion, bool> mayGo,
        CancellationToken cancellationToken
    )
    {
        var recorded = await _records.ChangeAsync(
            version.Table,
            version.Location,
            stands =>
                stands.State == VersionState.Removed || !mayGo(stands)
                    ? null
                    : stands with
                    {
                        State = VersionState.Removed,
                    },
            cancellationToken
        );
        if (recorded is not { State: VersionState.Removed })
            return null;
        return (
            recorded,
            recorded.Files is { } checkedFiles
                ? [.. checkedFiles.Where(SummaryPrefix.IsFileName)]
                : [.. (await ListFilesAsync(recorded, cancellationToken)).Select(file => file.Name)]
        );
    }

    /// <summary>What was checked had been written to the end, and nothing is added to it.</summary>
    private bool IsDone(TableVersion version, IReadOnlyList<string> files) =>
        version.Files is not null || (files.Count == 0 && version.WrittenAt < _time.GetUtcNow() - MayStillBeWritten);

    private static string NameIn(string place, string key) =>
        key.StartsWith(place, StringComparison.Ordinal) ? key[place.Length..] : "";

    private static bool IsOwn(TableVersion version, string name) =>
        SummaryPrefix.IsFileName(name) && (version.Files is null || version.Files.Contains(name));
}

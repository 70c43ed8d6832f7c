using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Aws.S3;

/// <summary>
/// The records of versions: <c>pipeline/versions/{table}/{date}/{attempt}.json</c>. One that was copied elsewhere, or
/// that names a place which is not of its table, is passed over: it would make the pipeline delete what is not its own.
/// </summary>
internal sealed class VersionRecords
{
    private const string Root = "pipeline/versions";

    private readonly SummaryPrefix _prefix;
    private readonly SummaryObjects _objects;
    private readonly S3Records<TableVersion> _records;

    public VersionRecords(SummaryPrefix prefix, SummaryObjects objects, ILogger log)
    {
        (_prefix, _objects) = (prefix, objects);
        _records = new(objects, OwnKey, log);
    }

    /// <summary>Writes the record where there is none; gives the one that stands.</summary>
    public Task<TableVersion> AddAsync(TableVersion version, CancellationToken cancellationToken) =>
        _records.AddAsync(KeyOf(_prefix, version.Table, version.Location), version, cancellationToken);

    public async Task<TableVersion?> ChangeAsync(
        string table,
        string location,
        Func<TableVersion, TableVersion?> change,
        CancellationToken cancellationToken
    )
    {
        var key = KeyOf(_prefix, table, location);
        var version = await _records.ChangeAsync(
            key,
            stands => stands.Location == location ? change(stands) : null,
            cancellationToken
        );
        return version?.Location == location ? version : null;
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
        var folders = tables is null ? [Folder()] : tables.Select(Folder).ToList();
        var listed = await _objects.ListAsync(CommonStart(folders), cancellationToken);
        var own = listed.Where(found =>
            folders.Exists(folder => found.Key.StartsWith(folder, StringComparison.Ordinal))
        );
        var versions = await _records.ReadAsync([.. own], cancellationToken);
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

    public Task DeleteAsync(IEnumerable<TableVersion> versions, CancellationToken cancellationToken) =>
        _records.DeleteAsync(
            [.. versions.Select(version => KeyOf(_prefix, version.Table, version.Location))],
            cancellationToken
        );

    /// <summary>The same key for the same version, so that recording it twice leaves one record.</summary>
    internal static string KeyOf(SummaryPrefix prefix, string table, string location) =>
        prefix.VersionPrefixOf(location).TrimEnd('/').Split('/') is [.., var date, var attempt]
            ? prefix.KeyOf($"{Root}/{table}/{date}/{attempt}.json")
            : throw new ArgumentException($"'{location}' is not the location of a version.", nameof(location));

    private string? OwnKey(TableVersion version) =>
        _prefix.IsVersionOf(version.Table, version.Location) ? KeyOf(_prefix, version.Table, version.Location) : null;

    /// <summary>The key of a table's records, or of all, with the slash at its end.</summary>
    private string Folder(string? table = null) => _prefix.KeyOf(table is null ? Root : $"{Root}/{table}") + "/";

    private static string CommonStart(List<string> folders) =>
        folders.Aggregate(
            (start, folder) =>
                string.Concat(start.Zip(folder).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First))
        );
}

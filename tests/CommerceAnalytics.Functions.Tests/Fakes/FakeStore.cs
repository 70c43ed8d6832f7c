using CommerceAnalytics.Aws.S3;

namespace CommerceAnalytics.Functions.Tests.Fakes;

/// <summary>The pipeline's prefix in memory.</summary>
internal sealed class FakeStore : ISummaryStore, IQueryResults
{
    public Dictionary<string, string> Texts { get; } = [];

    public List<TableVersion> Versions { get; } = [];

    /// <summary>Names of objects by location.</summary>
    public Dictionary<string, List<string>> Files { get; } = [];

    public List<RunResults> Results { get; } = [];

    public Failure? DeleteRefusal { get; set; }

    public Func<string, Failure?> WriteRefusal { get; set; } = _ => null;

    /// <summary>
    /// Called with the key of each object, below the summary prefix or with its bucket, before it is written.
    /// </summary>
    public Action<string> OnWrite { get; set; } = _ => { };

    /// <summary>What happened, in order: the state that a version came to, and <c>delete</c>, with locations.</summary>
    public List<string> Events { get; } = [];

    public Task<TableVersion> RecordVersionAsync(TableVersion version, CancellationToken cancellationToken)
    {
        if (Versions.Find(v => v.Location == version.Location) is { } there)
            return Task.FromResult(there);
        Set(version);
        return Task.FromResult(version);
    }

    public Task<TableVersion?> ChangeVersionAsync(
        string table,
        string location,
        Func<TableVersion, TableVersion?> change,
        CancellationToken cancellationToken
    )
    {
        var stands = Versions.Find(v => v.Table == table && v.Location == location);
        if (stands is not null && change(stands) is { } changed)
            Set(stands = changed);
        return Task.FromResult(stands);
    }

    public Task<IReadOnlyList<TableVersion>> ListVersionsAsync(
        IReadOnlyCollection<string> tables,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult<IReadOnlyList<TableVersion>>([
            .. Versions.Where(v => tables.Contains(v.Table)).OrderByDescending(v => v.WrittenAt).Select(AsListed),
        ]);

    public Task<IReadOnlyList<TableVersion>> ListVersionsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TableVersion>>([.. Versions.Select(AsListed)]);

    private TableVersion AsListed(TableVersion version) =>
        version.State == VersionState.Checked && Versions.Exists(other => other.Replaces == version.Location)
            ? version with
            {
                State = VersionState.Published,
            }
            : version;

    public Task<IReadOnlyList<StoredFile>> ListFilesAsync(TableVersion version, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StoredFile>>([
            .. FilesAt(version.Location).Select(name => new StoredFile(name, 100)),
        ]);

    public Task<IReadOnlyDictionary<string, int>> RemoveVersionsAsync(
        IReadOnlyCollection<TableVersion> versions,
        Func<TableVersion, bool> mayGo,
        CancellationToken cancellationToken
    )
    {
        var marked = versions
            .Select(version => Versions.Find(v => v.Location == version.Location))
            .OfType<TableVersion>()
            .Where(stands => stands.State == VersionState.Removed || mayGo(stands))
            .ToList();
        marked.ForEach(stands => Set(stands with { State = VersionState.Removed }));
        if (DeleteRefusal is not null && marked.Count > 0)
            throw new FailureException(DeleteRefusal);
        var deleted = marked.ToDictionary(version => version.Location, version => FilesAt(version.Location).Count);
        foreach (var version in marked.Where(version => Files.Remove(version.Location)))
            Events.Add($"delete {version.Location}");
        Versions.RemoveAll(v => v.Files is not null && deleted.ContainsKey(v.Location));
        return Task.FromResult<IReadOnlyDictionary<string, int>>(deleted);
    }

    /// <summary>Addresses of what verifications have left.</summary>
    public List<string> Trials { get; } = [];

    public Task<IReadOnlyList<StoredFile>> ListTrialsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StoredFile>>([.. Trials.Select(address => new StoredFile(address, 6))]);

    public Task RemoveTrialsAsync(IReadOnlyCollection<StoredFile> trials, CancellationToken cancellationToken)
    {
        Trials.RemoveAll(address => trials.Any(trial => trial.Name == address));
        return Task.CompletedTask;
    }

    public Task WriteTextAsync(string key, string text, CancellationToken cancellationToken)
    {
        if (WriteRefusal(key) is { } refusal)
            throw new FailureException(refusal);
        OnWrite(key);
        Texts[key] = text;
        return Task.CompletedTask;
    }

    public Failure? ReadRefusal { get; set; }

    public Task<string?> ReadTextAsync(string key, CancellationToken cancellationToken) =>
        ReadRefusal is { } refusal
            ? throw new FailureException(refusal)
            : Task.FromResult(Texts.GetValueOrDefault(key));

    public Task RecordAsync(RunResults results, CancellationToken cancellationToken)
    {
        OnWrite($"pipeline/results/{results.RunKey}.json");
        if (!Results.Contains(results))
            Results.Add(results);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<RunResults>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RunResults>>([.. Results]);

    public Task<IReadOnlyList<StoredFile>> ListFilesAsync(RunResults results, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StoredFile>>([
            .. FilesAt(results.RunKey).Select(name => new StoredFile(name, 10)),
        ]);

    public Task<int> RemoveAsync(RunResults results, CancellationToken cancellationToken)
    {
        var deleted = FilesAt(results.RunKey).Count;
        Files.Remove(results.RunKey);
        if (deleted == 0)
            Results.Remove(results);
        return Task.FromResult(deleted);
    }

    public Task ForgetAsync(RunResults results, CancellationToken cancellationToken)
    {
        Results.Remove(results);
        return Task.CompletedTask;
    }

    /// <summary>A query has written.</summary>
    public void Write(string place, string name)
    {
        OnWrite(place + name);
        if (!FilesAt(place).Contains(name))
            Files[place] = [.. FilesAt(place), name];
    }

    private List<string> FilesAt(string place) => Files.GetValueOrDefault(place) ?? [];

    private void Set(TableVersion version)
    {
        OnWrite($"pipeline/versions/{version.Table}.json");
        var before = Versions.Find(v => v.Location == version.Location);
        if (before?.State != version.State)
            Events.Add($"{version.State} {version.Location}");
        Versions.RemoveAll(v => v.Location == version.Location);
        Versions.Add(version);
    }
}

using CommerceAnalytics.Aws.S3;

namespace CommerceAnalytics.Functions.Tests.Fakes;

/// <summary>The archive in memory, beside the records and data of a store.</summary>
internal sealed class FakeArchive(FakeStore store) : IVersionArchive
{
    public Dictionary<ArchiveFile, ArchivedVersions> Files { get; } = [];

    /// <summary>Called before each step; throws where the process dies.</summary>
    public Action<string> OnStep { get; set; } = _ => { };

    public IEnumerable<ArchivedVersion> On(ArchiveShelf shelf) =>
        Files.Where(file => file.Key.Shelf == shelf).SelectMany(file => file.Value.Versions);

    public Task PutAsync(
        ArchiveShelf shelf,
        string name,
        IReadOnlyCollection<ArchivedVersion> versions,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        foreach (var night in versions.GroupBy(one => one.Version.ExecutionDate))
        {
            OnStep($"put {shelf}");
            var file = new ArchiveFile(shelf, night.Key, name);
            var there = Files.GetValueOrDefault(file)?.Versions ?? [];
            Files[file] = new(at, [.. there.Concat(night).DistinctBy(one => one.Version.Location)]);
        }

        OnStep($"forget {shelf}");
        foreach (var one in versions)
            store.Versions.RemoveAll(version => version.Location == one.Version.Location);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ArchiveFile>> ListAsync(ArchiveShelf shelf, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ArchiveFile>>([.. Files.Keys.Where(file => file.Shelf == shelf)]);

    public Task<ArchivedVersions?> ReadAsync(ArchiveFile file, CancellationToken cancellationToken) =>
        Task.FromResult(Files.GetValueOrDefault(file));

    public Task DropAsync(
        ArchiveFile file,
        IReadOnlyCollection<ArchivedVersion> versions,
        CancellationToken cancellationToken
    )
    {
        OnStep($"drop {file.Shelf}");
        if (!Files.TryGetValue(file, out var there))
            return Task.CompletedTask;
        var gone = versions.Select(one => one.Version.Location).ToHashSet();
        var left = there.Versions.Where(one => !gone.Contains(one.Version.Location)).ToList();
        if (left.Count == 0)
            Files.Remove(file);
        else
            Files[file] = there with { Versions = left };
        return Task.CompletedTask;
    }

    public Task DeleteDataAsync(IReadOnlyCollection<ArchivedVersion> versions, CancellationToken cancellationToken)
    {
        OnStep("delete");
        foreach (var one in versions)
        {
            store.Files.Remove(one.Version.Location);
            store.Versions.RemoveAll(version => version.Location == one.Version.Location);
        }

        return Task.CompletedTask;
    }
}

using CommerceAnalytics.Aws.S3;

namespace CommerceAnalytics.Functions.Tests.Fakes;

/// <summary>Builds of the extract in memory. What lies at a location is put there by the test.</summary>
internal sealed class FakeExtractBuilds : IExtractBuilds
{
    public Dictionary<string, ExtractBuild> Builds { get; } = [];

    /// <summary>Objects by location and part.</summary>
    public Dictionary<(string Location, string Part), List<string>> Files { get; } = [];

    public Task<ExtractBuild> RecordAsync(ExtractBuild build, CancellationToken cancellationToken)
    {
        Builds.TryAdd(build.Location, build);
        return Task.FromResult(Builds[build.Location]);
    }

    public Task<ExtractBuild?> ChangeAsync(
        string location,
        Func<ExtractBuild, ExtractBuild?> change,
        CancellationToken cancellationToken
    )
    {
        var stands = Builds.GetValueOrDefault(location);
        if (stands is not null && change(stands) is { } changed)
            Builds[location] = stands = changed;
        return Task.FromResult(stands);
    }

    public Task<IReadOnlyList<ExtractBuild>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ExtractBuild>>([.. Builds.Values]);

    public Task<IReadOnlyDictionary<string, IReadOnlyList<StoredFile>>> ListPartsAsync(
        string location,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult<IReadOnlyDictionary<string, IReadOnlyList<StoredFile>>>(
            Files
                .Where(pair => pair.Key.Location == location)
                .ToDictionary(
                    pair => pair.Key.Part,
                    pair => (IReadOnlyList<StoredFile>)pair.Value.ConvertAll(name => new StoredFile(name, 100))
                )
        );

    public Task<int> RemovePartsAsync(
        string location,
        IReadOnlyCollection<string> parts,
        CancellationToken cancellationToken
    )
    {
        var removed = parts.Sum(part => Files.Remove((location, part), out var files) ? files.Count : 0);
        var left = Builds[location]
            .Parts!.Where(part => !parts.Contains(part.Key))
            .ToDictionary(part => part.Key, part => part.Value);
        Builds[location] = Builds[location] with { Parts = left };
        if (left.Count == 0)
            Builds.Remove(location);
        return Task.FromResult(removed);
    }

    public Task<int> RemoveAsync(string location, Func<ExtractBuild, bool> mayGo, CancellationToken cancellationToken)
    {
        if (
            !Builds.TryGetValue(location, out var stands)
            || (stands.State != ExtractBuildState.Removed && !mayGo(stands))
        )
            return Task.FromResult(0);
        Builds[location] = stands with { State = ExtractBuildState.Removed };
        var keys = Files.Keys.Where(key => key.Location == location).ToList();
        var removed = keys.Sum(key => Files.Remove(key, out var files) ? files.Count : 0);
        if (removed == 0)
            Builds.Remove(location);
        return Task.FromResult(removed);
    }
}

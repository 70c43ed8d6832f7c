using CommerceAnalytics.Aws.Storage;
using CommerceAnalytics.Failures;

namespace CommerceAnalytics.Functions.Tests.Fakes;

/// <summary>The pipeline's prefix in memory.</summary>
internal sealed class FakeStore : ISummaryStore
{
    public Dictionary<string, string> Texts { get; } = [];

    public List<TableVersion> Versions { get; } = [];

    public Failure? DeleteRefusal { get; set; }

    /// <summary>What happened, in order: <c>record</c> and <c>delete</c> with locations.</summary>
    public List<string> Events { get; } = [];

    public Task RecordVersionAsync(TableVersion version, CancellationToken cancellationToken)
    {
        Events.Add($"record {version.Location}");
        Versions.RemoveAll(v => v.Location == version.Location);
        Versions.Add(version);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<TableVersion>> ListVersionsAsync(string table, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TableVersion>>(
            [.. Versions.Where(v => v.Table == table).OrderByDescending(v => v.WrittenAt)]);

    public Task DeleteVersionAsync(TableVersion version, CancellationToken cancellationToken)
    {
        if (DeleteRefusal is not null)
            throw new FailureException(DeleteRefusal);
        Events.Add($"delete {version.Location}");
        Versions.Remove(version);
        return Task.CompletedTask;
    }

    public Task WriteTextAsync(string key, string text, CancellationToken cancellationToken)
    {
        Texts[key] = text;
        return Task.CompletedTask;
    }

    public Task<string?> ReadTextAsync(string key, CancellationToken cancellationToken) => Task.FromResult(Texts.GetValueOrDefault(key));
}

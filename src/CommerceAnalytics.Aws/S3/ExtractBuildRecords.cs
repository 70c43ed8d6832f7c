using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.S3;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Aws.S3;

/// <summary>The records of the builds of the extract: <c>pipeline/extracts/{date}/{attempt}.json</c>.</summary>
internal sealed class ExtractBuildRecords(IAmazonS3 s3, CommerceSettings settings)
{
    private const string Folder = "pipeline/extracts";
    private const int ReadsAtOnce = 16;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    private readonly SummaryPrefix _prefix = new(settings);
    private readonly SummaryObjects _objects = new(s3, settings.ResultsBucket);

    public async Task<ExtractBuild?> FindAsync(string location, CancellationToken cancellationToken) =>
        (await ReadAsync(KeyOf(location), cancellationToken))?.Build;

    public Task DeleteAsync(string location, CancellationToken cancellationToken) =>
        _objects.DeleteAsync([KeyOf(location)], cancellationToken);

    public async Task<ExtractBuild> AddAsync(ExtractBuild build, CancellationToken cancellationToken)
    {
        var key = KeyOf(build.Location);
        if (
            await _objects.TryWriteAsync(key, JsonSerializer.Serialize(build, Json), etag: null, cancellationToken)
            is not null
        )
            return build;
        return (await ReadAsync(key, cancellationToken))?.Build
            ?? throw new InvalidOperationException($"'{key}' holds something else than a record.");
    }

    public async Task<ExtractBuild?> ChangeAsync(
        string location,
        Func<ExtractBuild, ExtractBuild?> change,
        CancellationToken cancellationToken
    )
    {
        var key = KeyOf(location);
        while (true)
        {
            if (await ReadAsync(key, cancellationToken) is not var (build, etag))
                return null;
            if (change(build) is not { } changed)
                return build;
            if (
                await _objects.TryWriteAsync(key, JsonSerializer.Serialize(changed, Json), etag, cancellationToken)
                is not null
            )
                return changed;
        }
    }

    public async Task<IReadOnlyList<ExtractBuild>> ListAsync(CancellationToken cancellationToken)
    {
        var builds = new List<ExtractBuild>();
        foreach (
            var some in (await _objects.ListAsync(_prefix.KeyOf(Folder) + "/", cancellationToken)).Chunk(ReadsAtOnce)
        )
            builds.AddRange(
                (await Task.WhenAll(some.Select(found => ReadAsync(found.Key, cancellationToken))))
                    .OfType<(ExtractBuild Build, string)>()
                    .Select(read => read.Build)
            );
        return builds;
    }

    private string KeyOf(string location)
    {
        _prefix.ExtractPrefixOf(location);
        return location.TrimEnd('/').Split('/') is [.., var date, var attempt]
            ? _prefix.KeyOf($"{Folder}/{date}/{attempt}.json")
            : throw new ArgumentException(location, nameof(location));
    }

    /// <summary>
    /// What is not a record, or stands in another's place, is passed over: nothing is ever deleted for it.
    /// </summary>
    private async Task<(ExtractBuild Build, string ETag)?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        if (await _objects.ReadAsync(key, cancellationToken) is not { } stored)
            return null;
        try
        {
            return
                JsonSerializer.Deserialize<ExtractBuild>(stored.Text, Json)
                    is { Location: not null, RunId: not null } build
                && _prefix.IsExtract(build.Location)
                && KeyOf(build.Location) == key
                ? (build, stored.ETag)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

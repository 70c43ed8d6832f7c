using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon.S3;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Aws.S3;

/// <summary>
/// Result files of queries in S3: <c>pipeline/athena-results/{run key}/</c>, written down in <c>pipeline/results/{run
/// key}.json</c>.
/// </summary>
internal sealed partial class S3QueryResults(IAmazonS3 s3, IOptions<CommerceSettings> options) : IQueryResults
{
    private const string Records = "pipeline/results/";

    private readonly SummaryPrefix _prefix = new(options.Value);
    private readonly SummaryObjects _objects = new(s3, options.Value.ResultsBucket);
    private readonly CommerceSettings _settings = options.Value;

    public Task RecordAsync(RunResults results, CancellationToken cancellationToken) =>
        IsOwnPlace
            ? _objects.WriteAsync(
                RecordKey(results),
                JsonSerializer.Serialize(results, JsonSerializerOptions.Web),
                cancellationToken
            )
            : Task.CompletedTask;

    public async Task<IReadOnlyList<RunResults>> ListAsync(CancellationToken cancellationToken)
    {
        var runs = new List<RunResults>();
        foreach (
            var found in IsOwnPlace
                ? await _objects.ListAsync(_prefix.KeyOf(Records.TrimEnd('/')) + "/", cancellationToken)
                : []
        )
        {
            if (await ReadAsync(found.Key, cancellationToken) is { } results)
                runs.Add(results with { RecordedAt = found.WrittenAt });
        }

        return runs;
    }

    public async Task<IReadOnlyList<StoredFile>> ListFilesAsync(RunResults results, CancellationToken cancellationToken)
    {
        var place = Place(results);
        var found = await _objects.ListAsync(place, cancellationToken);
        return
        [
            .. found
                .Where(key =>
                    key.Key.StartsWith(place, StringComparison.Ordinal) && ResultName().IsMatch(key.Key[place.Length..])
                )
                .Select(key => new StoredFile(key.Key[place.Length..], key.Bytes)),
        ];
    }

    public async Task<int> RemoveAsync(RunResults results, CancellationToken cancellationToken)
    {
        if (!IsOwnPlace || await ReadAsync(RecordKey(results), cancellationToken) != results with { RecordedAt = null })
            return 0;
        var files = await ListFilesAsync(results, cancellationToken);
        await _objects.DeleteAsync(files.Select(file => Place(results) + file.Name), cancellationToken);
        if (files.Count == 0)
            await ForgetAsync(results, cancellationToken);
        return files.Count;
    }

    public Task ForgetAsync(RunResults results, CancellationToken cancellationToken) =>
        _objects.DeleteAsync([RecordKey(results)], cancellationToken);

    /// <summary>Where results go by a setting elsewhere, they are somebody else's to tidy.</summary>
    private bool IsOwnPlace =>
        _settings.QueryResultsAddress() == (_settings with { QueryResultsLocation = null }).QueryResultsAddress();

    private string RecordKey(RunResults results) => _prefix.KeyOf($"{Records}{results.RunKey}.json");

    private string Place(RunResults results) =>
        SummaryPrefix.IsFileName(results.RunKey)
            ? _prefix.KeyOf($"pipeline/athena-results/{results.RunKey}") + "/"
            : throw new ArgumentException($"'{results.RunKey}' is not a run key.", nameof(results));

    private async Task<RunResults?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return
                await _objects.ReadAsync(key, cancellationToken) is { } stored
                && JsonSerializer.Deserialize<RunResults>(stored.Text, JsonSerializerOptions.Web)
                    is { RunId: not null, RunKey: not null } results
                && SummaryPrefix.IsFileName(results.RunKey)
                && RecordKey(results) == key
                && results.RunKey.StartsWith(results.RunId, StringComparison.Ordinal)
                ? results
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // "{id}.csv", "{id}.csv.metadata", "{id}.metadata", "{id}.txt", "{id}.txt.metadata", "{id}-manifest.csv",
    // those of a CREATE TABLE AS SELECT in a sub-folder "tables/" (AWS: "Find query output files in Amazon S3").
    [GeneratedRegex(
        @"\A(tables/)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(\.csv|\.txt|\.metadata|\.csv\.metadata|\.txt\.metadata|-manifest\.csv)\z"
    )]
    private static partial Regex ResultName();
}

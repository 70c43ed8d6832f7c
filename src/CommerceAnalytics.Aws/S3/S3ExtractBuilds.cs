using System.Text.RegularExpressions;
using Amazon.S3;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Aws.S3;

/// <summary>
/// Builds of the extract in S3: <c>pipeline/events/{date}/{attempt}/</c>, written down in
/// <c>pipeline/extracts/{date}/{attempt}.json</c>.
/// </summary>
internal sealed partial class S3ExtractBuilds : IExtractBuilds
{
    private const string Root = "pipeline/extracts";

    private readonly SummaryPrefix _prefix;
    private readonly SummaryObjects _objects;
    private readonly S3Records<ExtractBuild> _records;

    public S3ExtractBuilds(IAmazonS3 s3, IOptions<CommerceSettings> options, ILogger<S3ExtractBuilds> log)
    {
        _prefix = new(options.Value);
        _objects = new(s3, options.Value.ResultsBucket);
        _records = new(_objects, build => _prefix.IsExtract(build.Location) ? KeyOf(build.Location) : null, log);
    }

    public Task<ExtractBuild> RecordAsync(ExtractBuild build, CancellationToken cancellationToken) =>
        _records.AddAsync(KeyOf(build.Location), build, cancellationToken);

    public Task<ExtractBuild?> ChangeAsync(
        string location,
        Func<ExtractBuild, ExtractBuild?> change,
        CancellationToken cancellationToken
    ) => _records.ChangeAsync(KeyOf(location), change, cancellationToken);

    public async Task<IReadOnlyList<ExtractBuild>> ListAsync(CancellationToken cancellationToken)
    {
        var listed = await _objects.ListAsync(_prefix.KeyOf(Root) + "/", cancellationToken);
        return await _records.ReadAsync(listed, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<StoredFile>>> ListPartsAsync(
        string location,
        CancellationToken cancellationToken
    )
    {
        var place = _prefix.ExtractPrefixOf(location);
        return (await _objects.ListAsync(place, cancellationToken))
            .Select(found =>
                (
                    Match: OwnObject()
                        .Match(found.Key.StartsWith(place, StringComparison.Ordinal) ? found.Key[place.Length..] : ""),
                    found.Bytes
                )
            )
            .Where(found => found.Match.Success)
            .GroupBy(found => found.Match.Groups["part"].Value)
            .ToDictionary(
                part => part.Key,
                part =>
                    (IReadOnlyList<StoredFile>)
                        [.. part.Select(found => new StoredFile(found.Match.Groups["name"].Value, found.Bytes))]
            );
    }

    public async Task<int> RemovePartsAsync(
        string location,
        IReadOnlyCollection<string> parts,
        CancellationToken cancellationToken
    )
    {
        var place = _prefix.ExtractPrefixOf(location);
        if (
            await _records.FindAsync(KeyOf(location), cancellationToken)
            is not { State: ExtractBuildState.Checked, Parts: { } recorded }
        )
            return 0;
        var going = recorded.Where(part => parts.Contains(part.Key)).ToList();
        var keys = going
            .SelectMany(part => part.Value, (part, file) => part.Key + file.Name)
            .Where(key => OwnObject().IsMatch(key))
            .Select(key => place + key)
            .ToList();
        // The objects first: a record that names what is gone costs nothing, and objects that no record names would
        // stay for ever.
        await _objects.DeleteAsync(keys, cancellationToken);
        var left = await ChangeAsync(
            location,
            stands =>
                stands with
                {
                    Parts = stands
                        .Parts?.Where(part => !parts.Contains(part.Key))
                        .ToDictionary(part => part.Key, part => part.Value),
                },
            cancellationToken
        );
        if (left is { State: ExtractBuildState.Checked, Parts.Count: 0 })
            await _records.DeleteAsync([KeyOf(location)], cancellationToken);
        return keys.Count;
    }

    public async Task<int> RemoveAsync(
        string location,
        Func<ExtractBuild, bool> mayGo,
        CancellationToken cancellationToken
    )
    {
        var recorded = await ChangeAsync(
            location,
            stands =>
                stands.State == ExtractBuildState.Removed || !mayGo(stands)
                    ? null
                    : stands with
                    {
                        State = ExtractBuildState.Removed,
                    },
            cancellationToken
        );
        if (recorded is not { State: ExtractBuildState.Removed })
            return 0;
        var place = _prefix.ExtractPrefixOf(location);
        var keys = (await ListPartsAsync(location, cancellationToken))
            .SelectMany(part => part.Value, (part, file) => place + part.Key + file.Name)
            .ToList();
        await _objects.DeleteAsync(keys, cancellationToken);
        if (keys.Count == 0)
            await _records.DeleteAsync([KeyOf(location)], cancellationToken);
        return keys.Count;
    }

    private string KeyOf(string location) =>
        _prefix.ExtractPrefixOf(location).TrimEnd('/').Split('/') is [.., var date, var attempt]
            ? _prefix.KeyOf($"{Root}/{date}/{attempt}.json")
            : throw new ArgumentException(location, nameof(location));

    [GeneratedRegex(
        @"\A(?<part>day=[0-9]{4}-[0-9]{2}-[0-9]{2}/service=[a-z0-9][a-z0-9-]*/)(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)\z"
    )]
    private static partial Regex OwnObject();
}

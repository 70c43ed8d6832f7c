using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Cleanup;

/// <summary>
/// Data of the extract that nobody reads any more: of days that were extracted anew, and of extractions that never came
/// to anything.
/// </summary>
/// <param name="builds">What was written.</param>
/// <param name="extracts">What the catalog shows of it.</param>
public sealed class ExtractLeftovers(
    IExtractBuilds builds,
    IExtractCatalog extracts,
    IQueryExecutions queries,
    IOptions<CommerceSettings> settings,
    ILogger<ExtractLeftovers> logger
)
{
    internal async Task<IReadOnlyList<Leftover>> FindAsync(RunOwners owners, CancellationToken cancellationToken)
    {
        var (superseded, unpublished) = await CandidatesAsync(owners, cancellationToken);
        var found = superseded.Select(one => Superseded(one.Build, one.Parts)).ToList();
        foreach (var build in unpublished)
        {
            var parts = await builds.ListPartsAsync(build.Location, cancellationToken);
            found.Add(Unpublished(build, parts));
        }

        return [.. found.Where(one => one.Objects > 0)];
    }

    internal async Task<IReadOnlyList<Leftover>> RemoveAsync(RunOwners owners, CancellationToken cancellationToken)
    {
        var (superseded, unpublished) = await CandidatesAsync(owners, cancellationToken);
        var removed = new List<Leftover>();
        foreach (var (build, parts) in superseded)
        {
            if (await builds.RemovePartsAsync(build.Location, parts, cancellationToken) > 0)
                removed.Add(Superseded(build, parts));
        }

        var writers = unpublished.Select(build => build.QueryExecutionId);
        var active = await queries.StopWritersAsync(writers, cancellationToken);
        foreach (var build in unpublished.Where(build => !active.Contains(build.QueryExecutionId ?? "")))
        {
            var parts = await builds.ListPartsAsync(build.Location, cancellationToken);
            // None where the run was not over after all, and has gone on to publish it.
            if (await builds.RemoveAsync(build.Location, stands => stands.State == build.State, cancellationToken) > 0)
                removed.Add(Unpublished(build, parts));
        }

        removed.ForEach(one => logger.LeftoverRemoved(one.RunId, one.Objects, one.Place));
        return removed;
    }

    private async Task<(
        List<(ExtractBuild Build, List<string> Parts)> Superseded,
        List<ExtractBuild> Unpublished
    )> CandidatesAsync(RunOwners owners, CancellationToken cancellationToken)
    {
        var recorded = await builds.ListAsync(cancellationToken);
        if (recorded.Count == 0)
            return ([], []);
        var over = new HashSet<string>();
        foreach (var run in recorded.GroupBy(build => build.RunId))
        {
            var last = run.Max(build => build.WrittenAt);
            if (await owners.IsOverAsync(run.Key, last, cancellationToken))
                over.Add(run.Key);
        }

        // Asked after the records were read: whatever they name that is published meanwhile is shown.
        var days = await extracts.ListAsync(cancellationToken);
        var shown = days.Select(day => day.Location).ToHashSet();
        var parts = SupersededParts.Of(recorded, shown, IsOver, settings.Value.VersionsToKeep);
        var withParts = recorded.Where(build => parts.Contains(build.Location));
        var superseded = withParts.Select(build => (build, parts[build.Location].ToList()));
        var unpublished = recorded.Where(build => IsOver(build) && IsUnpublished(build, shown));
        return ([.. superseded], [.. unpublished]);

        bool IsOver(ExtractBuild build) => over.Contains(build.RunId);
    }

    /// <summary>
    /// One that was checked may have been about to be published: its days are superseded when they are extracted anew,
    /// as they will be.
    /// </summary>
    private static bool IsUnpublished(ExtractBuild build, HashSet<string> shown) =>
        build.State != ExtractBuildState.Checked
        && !shown.Any(location => location.StartsWith(build.Location, StringComparison.Ordinal));

    private static Leftover Superseded(ExtractBuild build, IReadOnlyList<string> parts) =>
        Of(LeftoverKind.SupersededExtract, build, parts.SelectMany(part => build.Parts![part]));

    private static Leftover Unpublished(
        ExtractBuild build,
        IReadOnlyDictionary<string, IReadOnlyList<StoredFile>> parts
    ) => Of(LeftoverKind.Extract, build, parts.Values.SelectMany(files => files));

    private static Leftover Of(LeftoverKind kind, ExtractBuild build, IEnumerable<StoredFile> files)
    {
        var all = files.ToList();
        return new(kind, build.RunId, build.Location, all.Count, all.Sum(file => file.Bytes));
    }
}

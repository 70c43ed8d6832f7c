using CommerceAnalytics.Aws.S3;

namespace CommerceAnalytics.Functions.Cleanup;

/// <summary>Which parts (a day of a service) of which builds of the extract may go.</summary>
internal static class SupersededParts
{
    /// <summary>
    /// Of each part those older than the one that the catalog shows, but for as many as stay; none of a part of which
    /// the catalog shows nothing that was recorded, and none while the run that wrote what it shows goes on: its
    /// readers began before others' are done.
    /// </summary>
    /// <param name="builds">All builds that were checked, of runs that are over or go on.</param>
    /// <param name="shown">Locations that the catalog shows.</param>
    /// <param name="isOver">Whether a run is over.</param>
    /// <param name="keep">How many stay, the one that is shown included; 1 or more.</param>
    /// <returns>By the build's location.</returns>
    public static ILookup<string, string> Of(
        IEnumerable<ExtractBuild> builds,
        IReadOnlySet<string> shown,
        Func<ExtractBuild, bool> isOver,
        int keep
    )
    {
        var byPart = builds
            .Where(build => build.State == ExtractBuildState.Checked)
            .SelectMany(build => build.Parts?.Keys ?? [], (build, part) => (Build: build, Part: part))
            .GroupBy(one => one.Part);
        return byPart
            .SelectMany(part =>
            {
                var fromShown = part.OrderByDescending(one => one.Build.WrittenAt)
                    .SkipWhile(one => !shown.Contains(one.Build.Location + one.Part))
                    .ToList();
                return fromShown.Count == 0 || !isOver(fromShown[0].Build)
                    ? []
                    : fromShown
                        .Skip(keep)
                        .Where(one => isOver(one.Build) && !shown.Contains(one.Build.Location + one.Part));
            })
            .ToLookup(one => one.Build.Location, one => one.Part);
    }
}

using CommerceAnalytics.Aws.S3;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>Which versions of a table may go.</summary>
internal static class OldVersions
{
    /// <summary>
    /// Those older than the live one, but for as many published ones as stay readable: never the live one, never a
    /// newer one, never one that is being built.
    /// </summary>
    /// <param name="newestFirst">All versions that the pipeline recorded.</param>
    /// <param name="liveLocation">What the live table shows.</param>
    /// <param name="keep">How many stay readable, the live one included; 1 or more.</param>
    public static IEnumerable<TableVersion> Of(IReadOnlyList<TableVersion> newestFirst, string liveLocation, int keep)
    {
        var older = newestFirst.SkipWhile(version => version.Location != liveLocation).Skip(1).ToList();
        var published = older.Where(version => version.State == VersionState.Published).Take(keep - 1).ToList();
        // One that the audit holds stays as long as a version before it does: somebody may publish it by hand, or has
        // begun to.
        var held = older
            .TakeWhile(version => keep > 1 && (published.Count < keep - 1 || version != published[^1]))
            .Where(version => version is { State: VersionState.Checked, HeldFor: not null, IsHistoryOnly: false });
        HashSet<TableVersion> kept = [.. published, .. held];
        return older.Where(version => version.State != VersionState.Started && !kept.Contains(version));
    }
}

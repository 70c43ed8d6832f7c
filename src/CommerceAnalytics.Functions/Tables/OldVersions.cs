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
        var fromLive = newestFirst.SkipWhile(version => version.Location != liveLocation);
        var older = fromLive.Skip(1).ToList();
        var readable = older.Where(version => version.State == VersionState.Published);
        var published = readable.Take(keep - 1).ToList();
        // One that the audit holds stays as long as a version before it does: somebody may publish it by hand, or has
        // begun to.
        var held = older.TakeWhile(IsBeforeLastKept).Where(IsHeld);
        HashSet<TableVersion> kept = [.. published, .. held];
        var built = older.Where(version => version.State != VersionState.Started);
        return built.Where(version => !kept.Contains(version));

        bool IsBeforeLastKept(TableVersion version)
        {
            if (keep == 1)
                return false;
            return published.Count < keep - 1 || version != published[^1];
        }
    }

    private static bool IsHeld(TableVersion version)
    {
        return version is { State: VersionState.Checked, HeldFor: not null, IsHistoryOnly: false };
    }
}

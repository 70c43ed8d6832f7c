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
        var kept = older.Where(version => version.State == VersionState.Published).Take(keep - 1).ToHashSet();
        return older.Where(version => version.State != VersionState.Started && !kept.Contains(version));
    }
}

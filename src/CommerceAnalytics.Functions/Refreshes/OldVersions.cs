using CommerceAnalytics.Aws.Storage;

namespace CommerceAnalytics.Functions.Refreshes;

/// <summary>Which versions of a table may go.</summary>
internal static class OldVersions
{
    /// <summary>Those beyond the ones to keep, counted from the live one backwards: never the live one, never a newer one.</summary>
    /// <param name="newestFirst">All versions that the pipeline recorded.</param>
    /// <param name="liveLocation">What the live table shows.</param>
    /// <param name="keep">How many stay readable, the live one included; 1 or more.</param>
    public static IEnumerable<TableVersion> Of(IReadOnlyList<TableVersion> newestFirst, string liveLocation, int keep) =>
        newestFirst.SkipWhile(version => version.Location != liveLocation).Skip(keep);
}

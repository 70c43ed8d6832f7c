using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Tables;
using CommerceAnalytics.History;

namespace CommerceAnalytics.Functions.History;

/// <summary>What the records say of one table's nights.</summary>
/// <param name="table">Service and query type.</param>
/// <param name="live">The version that the live table shows.</param>
/// <param name="newestFirst">All versions on record.</param>
internal sealed class NightlyVersions(LiveTable table, TableVersion live, IReadOnlyList<TableVersion> newestFirst)
{
    public LiveTable Table => table;

    /// <summary>Null where the live table shows no version on record: there is nothing to keep.</summary>
    public static NightlyVersions? Of(LiveTable table, IEnumerable<TableVersion> newestFirst)
    {
        var versions = newestFirst.ToList();
        var live = versions.Find(version => version.Location == table.Location);
        return live is null ? null : new(table, live, versions);
    }

    /// <summary>Every night that one of the versions shows, or has shown.</summary>
    public IEnumerable<NightOfService> Nights() =>
        newestFirst
            .Where(version => IsShown(version) || version.State == VersionState.Withdrawn)
            .Select(version => NightOf(version.ExecutionDate))
            .Distinct();

    /// <summary>
    /// What a night must show: the newest version that was published and not taken back; null where history has no such
    /// night.
    /// </summary>
    public TableVersion? Wanted(DateOnly night, int nights) =>
        HistoryNights.IsKept(night, live.ExecutionDate, nights)
            ? newestFirst.FirstOrDefault(version => version.ExecutionDate == night && IsShown(version))
            : null;

    /// <summary>
    /// Whether a night that shows one version should show another. One that was written later than all on record stays:
    /// a backfill has entered it since.
    /// </summary>
    public bool IsOutdated(HistoryNight shown, TableVersion wanted) =>
        shown.Location != wanted.Location
        && (IsWithdrawn(shown.Location) || !(TableParameters.WrittenAt(shown.Parameters) > wanted.WrittenAt));

    /// <summary>Whether a night is to be taken out: it was taken back, or is too old.</summary>
    public bool IsOver(HistoryNight shown, int nights) =>
        IsWithdrawn(shown.Location) || !HistoryNights.IsKept(shown.Of.Night, live.ExecutionDate, nights);

    /// <summary>The versions that a rollback does not go back to any more.</summary>
    public IEnumerable<TableVersion> Old(int keep) =>
        OldVersions.Of(newestFirst, table.Location, keep).Where(version => version.State != VersionState.Removed);

    /// <summary>Locations of all versions on record.</summary>
    public IEnumerable<string> Locations() => newestFirst.Select(version => version.Location);

    public NightOfService NightOf(DateOnly night) => new(table.ServiceName, night);

    private bool IsShown(TableVersion version) => version == live || version.State == VersionState.Published;

    private bool IsWithdrawn(string location) =>
        newestFirst.Any(version => version.Location == location && version.State == VersionState.Withdrawn);
}

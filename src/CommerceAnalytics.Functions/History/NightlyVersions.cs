using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Tables;
using CommerceAnalytics.History;

namespace CommerceAnalytics.Functions.History;

/// <summary>What the records say of one table's nights.</summary>
/// <param name="table">Service and query type.</param>
/// <param name="newestFirst">All versions on record.</param>
internal sealed class NightlyVersions(LiveTable table, IReadOnlyList<TableVersion> newestFirst)
{
    /// <summary>
    /// The version that the live table shows; null where there is no table, or it shows none on record. Then only what
    /// was built for history alone has nights.
    /// </summary>
    private readonly TableVersion? _live = newestFirst.FirstOrDefault(version => version.Location == table.Location);

    public LiveTable Table => table;

    /// <summary>Every night that one of the versions shows, or has shown.</summary>
    public IEnumerable<NightOfService> Nights()
    {
        var shown = newestFirst.Where(HasBeenShown);
        return shown.Select(version => NightOf(version.ExecutionDate)).Distinct();
    }

    /// <summary>
    /// What a night must show: the newest version that was published and not taken back; null where history has no such
    /// night.
    /// </summary>
    public TableVersion? Wanted(DateOnly night, int nights)
    {
        if (!IsKept(night, nights))
            return null;
        var ofNight = newestFirst.Where(version => version.ExecutionDate == night);
        return ofNight.FirstOrDefault(IsShown);
    }

    /// <summary>
    /// Whether a night that shows one version should show another. One that was written later than all on record stays:
    /// a backfill has entered it since.
    /// </summary>
    public bool IsOutdated(HistoryNight shown, TableVersion wanted)
    {
        if (shown.Location == wanted.Location)
            return false;
        if (IsWithdrawn(shown.Location))
            return true;
        var isLater = TableParameters.WrittenAt(shown.Parameters) > wanted.WrittenAt;
        return !isLater;
    }

    /// <summary>Whether a night is to be taken out: it was taken back, or is too old.</summary>
    public bool IsOver(HistoryNight shown, int nights) =>
        IsWithdrawn(shown.Location) || !IsKept(shown.Of.Night, nights);

    /// <summary>
    /// The versions that a rollback does not go back to: those that it does not reach any more, and those that no live
    /// table has ever shown.
    /// </summary>
    public IEnumerable<TableVersion> Old(int keep)
    {
        var outOfReach = OldVersions.Of(newestFirst, table.Location ?? "", keep);
        var old = newestFirst.Where(IsForHistory).Union(outOfReach);
        return old.Where(version => version.State != VersionState.Removed);
    }

    /// <summary>Locations of all versions on record.</summary>
    public IEnumerable<string> Locations() => newestFirst.Select(version => version.Location);

    public NightOfService NightOf(DateOnly night) => new(table.ServiceName, night);

    /// <summary>Without a live table nothing says which nights are old.</summary>
    private bool IsKept(DateOnly night, int nights)
    {
        var live = _live?.ExecutionDate ?? DateOnly.MinValue;
        return HistoryNights.IsKept(night, live, nights);
    }

    private bool IsShown(TableVersion version)
    {
        if (version == _live || IsForHistory(version))
            return true;
        return _live is not null && version.State == VersionState.Published;
    }

    private bool HasBeenShown(TableVersion version)
    {
        var isWithdrawn = version.State == VersionState.Withdrawn;
        return IsShown(version) || (isWithdrawn && _live is not null);
    }

    private static bool IsForHistory(TableVersion version) =>
        version is { State: VersionState.Checked, IsHistoryOnly: true };

    private bool IsWithdrawn(string location)
    {
        var there = newestFirst.Where(version => version.Location == location);
        return there.Any(version => version.State == VersionState.Withdrawn);
    }
}

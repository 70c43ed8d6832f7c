using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Locations;

/// <summary>
/// Refuses to write where a table of the catalog is read. Athena reads a table's location with all that lies below it,
/// so a version that is written there would show beside the table's own rows.
/// </summary>
public static class SharedLocations
{
    /// <summary>The code of the failure.</summary>
    public const string Code = "LocationShared";

    private const int MostNamed = 5;

    /// <summary>Why a run must not write; null where no table stands against it.</summary>
    /// <param name="settings">Bucket and prefix.</param>
    /// <param name="tables">
    /// Service and query type of each table that the run refreshes; none for what all runs write.
    /// </param>
    /// <param name="shown">The catalog's tables.</param>
    public static Failure? Refusal(
        CommerceSettings settings,
        IEnumerable<(string ServiceName, string QueryType)> tables,
        IEnumerable<ShownTable> shown
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(shown);
        var written = new WrittenFolders(settings, tables);
        var shared = new List<string>();
        foreach (var table in shown)
        {
            if (written.SharedWith(table) is { } folder)
                shared.Add(
                    $"{table.Database}.{table.Name} lies at {table.Location} and the pipeline writes in {folder}"
                );
        }

        return shared.Count == 0 ? null : Refusal(shared);
    }

    private static Failure Refusal(List<string> shared)
    {
        var more = shared.Count > MostNamed ? $"; and {shared.Count - MostNamed} more" : "";
        var named = string.Join("; ", shared.Take(MostNamed));
        return new(
            Code,
            $"Nothing was written: {named}{more}. Athena reads a table's location with all that lies below it, so its readers would see rows that are not its own.",
            "Copy the table's data to a folder of its own and point the table there, or drop the table from the catalog if nobody reads it (its data stays). "
                + "Or set CommerceAnalytics:SummaryPrefix (and QueryResultsLocation, if it is set) to a folder that no table's location contains, and update the role's policy. Then start the run again."
        );
    }
}

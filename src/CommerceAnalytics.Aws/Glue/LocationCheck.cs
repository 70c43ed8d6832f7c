using CommerceAnalytics.Locations;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Aws.Glue;

/// <summary>Looks whether tables of the catalog show places that the pipeline writes in.</summary>
public sealed class LocationCheck(ITableCatalog catalog, IOptions<CommerceSettings> settings)
{
    /// <summary>Glue's expression that all tables match.</summary>
    public const string AllTables = ".*";

    private CommerceSettings Settings => settings.Value;

    /// <summary>
    /// Throws <see cref="FailureException"/> where a table shows a place that every run writes in, or when AWS does not
    /// answer.
    /// </summary>
    public async Task CheckAsync(CancellationToken cancellationToken) => await CheckAsync([], cancellationToken);

    /// <summary>
    /// Throws <see cref="FailureException"/> where a table shows a place that a run would write in, or when AWS does
    /// not answer.
    /// </summary>
    /// <param name="tables">Service and query type of each table that the run refreshes.</param>
    /// <returns>All tables of the summaries' database.</returns>
    public async Task<IReadOnlyList<CatalogTable>> CheckAsync(
        IEnumerable<(string ServiceName, string QueryType)> tables,
        CancellationToken cancellationToken
    )
    {
        var there = await catalog.ListAsync(Settings.Database, AllTables, cancellationToken);
        // Of the other database the role may read this one table alone.
        var events =
            Settings.EventsDatabase == Settings.Database
                ? null
                : await catalog.FindAsync(Settings.EventsDatabase, Settings.EventsTable, cancellationToken);
        var shown = events is null ? there : [.. there, events];
        var refusal = SharedLocations.Refusal(
            Settings,
            tables,
            shown.Select(table => new ShownTable(table.Database, table.Name, table.Location))
        );
        return refusal is null ? there : throw new FailureException(refusal);
    }
}

using CommerceAnalytics.Naming;

namespace CommerceAnalytics.Aws.Glue;

/// <summary>The pipeline's live tables in the catalog.</summary>
public static class LiveTables
{
    /// <summary>
    /// Lists them all, the overview with them, by two calls. Throws <c>FailureException</c> when AWS refuses or cannot be
    /// reached.
    /// </summary>
    public static async Task<IReadOnlyList<CatalogTable>> ListLiveAsync(
        this ITableCatalog catalog,
        string database,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var tables = await catalog.ListAsync(database, SummaryNames.LiveTables, cancellationToken);
        var overview = await catalog.FindAsync(database, SummaryNames.Overview, cancellationToken);
        return overview is null ? tables : [.. tables, overview];
    }
}

using System.Collections.Concurrent;

namespace CommerceAnalytics.Aws.Catalog;

/// <summary>
/// Tables as this process last saw them. Glue compares the version when one is published over, so what is out of date here costs one refused update,
/// and nothing is ever decided by it alone. What has no version is not kept: nothing would be compared.
/// </summary>
internal sealed class KnownTables
{
    // Some 4 KB each.
    private const int Most = 20_000;

    private readonly ConcurrentDictionary<(string Database, string Table), CatalogTable> _known = [];

    public CatalogTable? Find(string database, string table) => _known.GetValueOrDefault((database, table));

    public void Keep(CatalogTable table)
    {
        if (table.VersionId is null)
            return;
        if (_known.Count >= Most)
            _known.Clear();
        _known[(table.Database, table.Name)] = table;
    }

    public void Forget(string database, string table) => _known.TryRemove((database, table), out _);
}

using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace CommerceAnalytics.Aws.Catalog;

/// <summary>
/// Tables as this process last saw them, and that it saw none where a listing of such names had none. Glue compares when one is published over, or created
/// where none was, so what is out of date here costs one refused update, and nothing is ever decided by it alone.
/// </summary>
internal sealed class KnownTables
{
    // Some 4 KB each.
    private const int Most = 20_000;

    private readonly ConcurrentDictionary<(string Database, string Table), CatalogTable> _known = [];
    private readonly ConcurrentDictionary<(string Database, string Table), bool> _forgotten = [];
    private readonly ConcurrentDictionary<(string Database, string NamePattern), Regex> _listed = [];

    /// <summary>Takes a whole listing. What has no version is not kept: nothing would be compared.</summary>
    public void Keep(string database, string namePattern, IReadOnlyList<CatalogTable> tables)
    {
        if (_known.Count + _forgotten.Count + tables.Count > Most)
            Clear();
        var names = _listed.GetOrAdd((database, namePattern), listed => new Regex($"^(?:{listed.NamePattern})$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking));
        foreach (var table in tables)
            Keep(table);
        // Those that the listing would have shown are not there any more.
        var shown = tables.Select(table => (database, table.Name)).ToHashSet();
        foreach (var table in _known.Keys.Concat(_forgotten.Keys).Where(table => table.Database == database && names.IsMatch(table.Table) && !shown.Contains(table)))
        {
            _known.TryRemove(table, out _);
            _forgotten.TryRemove(table, out _);
        }
    }

    /// <summary>Whether it is known; the table is null where it is known that there is none.</summary>
    public bool TryFind(string database, string table, out CatalogTable? known) => _known.TryGetValue((database, table), out known)
        || (!_forgotten.ContainsKey((database, table)) && _listed.Any(listed => listed.Key.Database == database && listed.Value.IsMatch(table)));

    public void Forget(string database, string table)
    {
        _forgotten[(database, table)] = true;
        _known.TryRemove((database, table), out _);
    }

    private void Keep(CatalogTable table)
    {
        var key = (table.Database, table.Name);
        if (table.VersionId is null)
        {
            _forgotten[key] = true;
            return;
        }

        _known[key] = table;
        _forgotten.TryRemove(key, out _);
    }

    private void Clear()
    {
        _listed.Clear();
        _known.Clear();
        _forgotten.Clear();
    }
}

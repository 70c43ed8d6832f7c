using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace CommerceAnalytics.Aws.Glue;

/// <summary>
/// Tables as this process last saw them, and that it saw none where a listing of such names had none. Glue compares
/// when one is published over, or created where none was, so what is out of date here costs one refused update, and
/// nothing is ever decided by it alone.
/// </summary>
internal sealed class KnownTables
{
    // Some 4 KB each.
    private const int Most = 20_000;

    // Null: there may be one, and it must be read.
    private readonly ConcurrentDictionary<(string Database, string Table), CatalogTable?> _seen = [];
    private readonly ConcurrentDictionary<(string Database, string NamePattern), Regex> _listed = [];

    /// <summary>Takes a whole listing. What has no version is not kept: nothing would be compared.</summary>
    public void Keep(string database, string namePattern, IReadOnlyList<CatalogTable> tables)
    {
        if (_seen.Count + tables.Count > Most)
        {
            _listed.Clear();
            _seen.Clear();
        }

        var names = _listed.GetOrAdd(
            (database, namePattern),
            listed => new Regex($"^(?:{listed.NamePattern})$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)
        );
        foreach (var table in tables)
            _seen[(database, table.Name)] = table.VersionId is null ? null : table;
        // Those that the listing would have shown are not there any more.
        var shown = tables.Select(table => (database, table.Name)).ToHashSet();
        foreach (
            var gone in _seen.Keys.Where(seen =>
                seen.Database == database && names.IsMatch(seen.Table) && !shown.Contains(seen)
            )
        )
            _seen.TryRemove(gone, out _);
    }

    /// <summary>Whether it is known; the table is null where it is known that there is none.</summary>
    public bool TryFind(string database, string table, out CatalogTable? known) =>
        _seen.TryGetValue((database, table), out known)
            ? known is not null
            : _listed.Any(listed => listed.Key.Database == database && listed.Value.IsMatch(table));

    public void Forget(string database, string table) => _seen[(database, table)] = null;
}

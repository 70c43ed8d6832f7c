using LocalAws.Catalog;

namespace LocalAws.Sql.Tables;

/// <param name="Values">In key order.</param>
/// <param name="Folder">Full path.</param>
/// <param name="Files">Visible files, in the order of their paths.</param>
internal sealed record Partition(IReadOnlyList<string> Values, string Folder, IReadOnlyList<DataFile> Files)
{
    /// <summary><c>year=2025/month=10</c>.</summary>
    public string Name(IReadOnlyList<CatalogColumn> keys)
    {
        var folders = keys.Select((k, i) => $"{k.Name}={Values[i]}");
        return string.Join('/', folders);
    }
}

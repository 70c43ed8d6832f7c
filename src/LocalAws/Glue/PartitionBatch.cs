using System.Text.Json;
using LocalAws.Catalog;
using LocalAws.Glue.Models;

namespace LocalAws.Glue;

/// <summary>Changes to a table's partitions that are made in one step, and those of them that are refused.</summary>
internal sealed class PartitionBatch
{
    private readonly ICatalog catalog;
    private readonly CatalogTable table;
    private readonly HashSet<string> present;
    private readonly List<CatalogPartition> upserts = [];
    private readonly List<IReadOnlyList<string>> deletes = [];

    private PartitionBatch(ICatalog catalog, CatalogTable table)
    {
        (this.catalog, this.table) = (catalog, table);
        present = [.. catalog.Partitions(table.Database, table.Name).Select(p => Identity(p.Values))];
    }

    public List<(IReadOnlyList<string> Values, ErrorDetail Detail)> Errors { get; } = [];

    public static PartitionBatch Open(ICatalog catalog, string? database, string? table) => new(catalog, TableOperations.Find(catalog, database, table));

    public bool Has(IReadOnlyList<string> values) => present.Contains(Identity(values));

    /// <summary>Refuses values that do not fit the table's keys; true where it did.</summary>
    public bool Refuses(IReadOnlyList<string> values)
    {
        if (values.Count == table.PartitionKeys.Count)
            return false;
        Refuse(values, "InvalidInputException", "The number of partition keys do not match the number of partition values");
        return true;
    }

    public void Refuse(IReadOnlyList<string> values, string code, string message) => Errors.Add((values, new(code, message)));

    public void Put(CatalogPartition partition)
    {
        upserts.Add(partition);
        present.Add(Identity(partition.Values));
    }

    public void Delete(IReadOnlyList<string> values)
    {
        deletes.Add(values);
        present.Remove(Identity(values));
    }

    public void Commit() => GlueErrors.Worded(() =>
    {
        catalog.ChangePartitions(table.Database, table.Name, upserts, deletes);
        return true;
    });

    private static string Identity(IReadOnlyList<string> values) => JsonSerializer.Serialize(values);
}

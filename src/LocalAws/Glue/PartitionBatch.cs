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

    public static PartitionBatch Open(ICatalog catalog, string? database, string? table) =>
        new(catalog, TableOperations.Find(catalog, database, table));

    public void Create(CatalogPartition partition)
    {
        if (!Fits(partition.Values))
            return;
        if (present.Add(Identity(partition.Values)))
            upserts.Add(partition);
        else
            Refuse(partition.Values, "AlreadyExistsException", "Partition already exists.");
    }

    public void Update(IReadOnlyList<string> before, CatalogPartition partition)
    {
        if (!present.Contains(Identity(before)))
        {
            Refuse(before, "EntityNotFoundException", "Partition not found.");
        }
        else if (Fits(partition.Values))
        {
            present.Remove(Identity(before));
            deletes.Add(before);
            present.Add(Identity(partition.Values));
            upserts.Add(partition);
        }
    }

    public void Remove(IReadOnlyList<string> values)
    {
        if (present.Remove(Identity(values)))
            deletes.Add(values);
        else
            Refuse(values, "EntityNotFoundException", "Partition not found.");
    }

    public void Commit() =>
        GlueErrors.Worded(() =>
        {
            catalog.ChangePartitions(table.Database, table.Name, upserts, deletes);
            return true;
        });

    private bool Fits(IReadOnlyList<string> values)
    {
        if (values.Count == table.PartitionKeys.Count)
            return true;
        Refuse(
            values,
            "InvalidInputException",
            "The number of partition keys do not match the number of partition values"
        );
        return false;
    }

    private void Refuse(IReadOnlyList<string> values, string code, string message) =>
        Errors.Add((values, new(code, message)));

    private static string Identity(IReadOnlyList<string> values) => PartitionOperations.Identity(values);
}

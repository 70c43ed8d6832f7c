using LocalAws.Catalog;
using LocalAws.Glue.Models;

namespace LocalAws.Glue;

/// <summary>Changes to a table's partitions that are made in one step, and those of them that are refused.</summary>
internal sealed class PartitionBatch
{
    private readonly ICatalog _catalog;
    private readonly CatalogTable _table;
    private readonly HashSet<string> _present;
    private readonly List<CatalogPartition> _upserts = [];
    private readonly List<IReadOnlyList<string>> _deletes = [];

    private PartitionBatch(ICatalog catalog, CatalogTable table)
    {
        _catalog = catalog;
        _table = table;
        _present = [.. catalog.Partitions(table.Database, table.Name).Select(p => Identity(p.Values))];
    }

    public List<(IReadOnlyList<string> Values, ErrorDetail Detail)> Errors { get; } = [];

    public static PartitionBatch Open(ICatalog catalog, string? database, string? table) =>
        new(catalog, TableOperations.Find(catalog, database, table));

    public void Create(CatalogPartition partition)
    {
        if (!Fits(partition.Values))
            return;
        if (_present.Add(Identity(partition.Values)))
            _upserts.Add(partition);
        else
            Refuse(partition.Values, "AlreadyExistsException", "Partition already exists.");
    }

    public void Update(IReadOnlyList<string> before, CatalogPartition partition)
    {
        if (!_present.Contains(Identity(before)))
        {
            Refuse(before, "EntityNotFoundException", "Partition not found.");
        }
        else if (Fits(partition.Values))
        {
            _present.Remove(Identity(before));
            _deletes.Add(before);
            _present.Add(Identity(partition.Values));
            _upserts.Add(partition);
        }
    }

    public void Remove(IReadOnlyList<string> values)
    {
        if (_present.Remove(Identity(values)))
            _deletes.Add(values);
        else
            Refuse(values, "EntityNotFoundException", "Partition not found.");
    }

    public void Commit()
    {
        GlueErrors.Worded(() =>
        {
            _catalog.ChangePartitions(_table.Database, _table.Name, _upserts, _deletes);
            return true;
        });
    }

    private bool Fits(IReadOnlyList<string> values)
    {
        if (values.Count == _table.PartitionKeys.Count)
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

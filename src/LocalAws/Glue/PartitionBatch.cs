using LocalAws.Catalog;
using LocalAws.Glue.Models;

namespace LocalAws.Glue;

/// <summary>Changes to a table's partitions that are made in one step, and those of them that are refused.</summary>
internal sealed class PartitionBatch
{
    private readonly ICatalog _catalog;
    private readonly CatalogTable _table;
    private readonly Dictionary<string, bool> _present = [];
    private readonly List<CatalogPartition> _creates = [];
    private readonly List<CatalogPartition> _upserts = [];
    private readonly List<IReadOnlyList<string>> _deletes = [];

    private PartitionBatch(ICatalog catalog, CatalogTable table)
    {
        _catalog = catalog;
        _table = table;
    }

    public List<(IReadOnlyList<string> Values, ErrorDetail Detail)> Errors { get; } = [];

    public static PartitionBatch Open(ICatalog catalog, string? database, string? table) =>
        new(catalog, TableOperations.Find(catalog, database, table));

    public void Create(CatalogPartition partition)
    {
        if (Fits(partition.Values))
            _creates.Add(partition);
    }

    public void Update(IReadOnlyList<string> before, CatalogPartition partition)
    {
        if (!IsPresent(before))
        {
            Refuse(before, "EntityNotFoundException", "Partition not found.");
        }
        else if (Fits(partition.Values))
        {
            TakeAway(before);
            _present[Identity(partition.Values)] = true;
            _upserts.Add(partition);
        }
    }

    public void Remove(IReadOnlyList<string> values)
    {
        if (IsPresent(values))
            TakeAway(values);
        else
            Refuse(values, "EntityNotFoundException", "Partition not found.");
    }

    /// <summary>Makes the changes. Which partitions are there already the catalog says as it adds the others.</summary>
    public void Commit()
    {
        var present = GlueErrors.Worded(() =>
        {
            _catalog.ChangePartitions(_table.Database, _table.Name, _upserts, _deletes);
            return _catalog.CreatePartitions(_table.Database, _table.Name, _creates);
        });
        foreach (var partition in present)
            Refuse(partition.Values, "AlreadyExistsException", "Partition already exists.");
    }

    private void TakeAway(IReadOnlyList<string> values)
    {
        _present[Identity(values)] = false;
        _deletes.Add(values);
    }

    /// <summary>Whether the table has the partition, with the changes so far.</summary>
    private bool IsPresent(IReadOnlyList<string> values)
    {
        var identity = Identity(values);
        if (!_present.TryGetValue(identity, out var isPresent))
            isPresent = _catalog.FindPartition(_table.Database, _table.Name, values) is not null;
        return _present[identity] = isPresent;
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

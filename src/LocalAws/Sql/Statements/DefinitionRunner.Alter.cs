using LocalAws.Catalog;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Tables;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Statements;

internal sealed partial class DefinitionRunner
{
    private StatementResult Location(SetLocation set)
    {
        var table = Stored(set.Table);
        parts.Paths.ToPath(set.Location);
        if (set.Partition is null)
        {
            catalog.UpdateTable(table with { Storage = table.Storage with { Location = set.Location } });
            return StatementResult.None;
        }

        var values = Values(table, set.Partition);
        var partition =
            catalog.FindPartition(table.Database, table.Name, values)
            ?? throw SqlErrors.Failed($"SemanticException [Error 10006]: Partition not found {Shown(set.Partition)}");
        catalog.ChangePartitions(
            table.Database,
            table.Name,
            [partition with { Storage = partition.Storage with { Location = set.Location } }],
            []
        );
        return StatementResult.None;
    }

    private StatementResult Columns(ChangeColumns change)
    {
        var table = Stored(change.Table);
        foreach (var column in change.Columns)
            HiveTypes.Parse(column.Type);
        IReadOnlyList<CatalogColumn> columns = change.Replace ? change.Columns : [.. table.Columns, .. change.Columns];
        if (request.IsRerun && !change.Replace && change.Columns.All(table.Columns.Contains))
            return StatementResult.None;
        Distinct(columns.Concat(table.PartitionKeys));
        catalog.UpdateTable(table with { Columns = columns });
        return StatementResult.None;
    }

    private static void Distinct(IEnumerable<CatalogColumn> columns)
    {
        if (columns.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw SqlErrors.Failed($"SemanticException [Error 10036]: Duplicate column name: {twice.Key}");
    }

    private StatementResult Properties(SetProperties set)
    {
        var table = Stored(set.Table);
        var properties = new Dictionary<string, string>(table.Parameters);
        foreach (var (key, value) in set.Properties)
            properties[key] = value;
        catalog.UpdateTable(table with { Parameters = properties });
        return StatementResult.None;
    }

    private IEnumerable<string> Properties(ShowProperties show)
    {
        var all = Existing(show.Table).Parameters;
        if (show.Property is not { } name)
            return all.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}\t{p.Value}");
        var table = show.Table;
        return
        [
            all.GetValueOrDefault(name)
                ?? $"Table {table.Database ?? request.Database}.{table.Table} does not have property: {name}",
        ];
    }

    /// <summary>
    /// Adds to the catalog the folders <c>key=value/...</c> that it does not know; takes none away, as Athena's.
    /// </summary>
    private StatementResult Repair(RepairTable repair)
    {
        var table = Stored(repair.Table);
        if (table.PartitionKeys.Count == 0)
            return StatementResult.None;
        var root = parts.Paths.ToPath(PartitionFinder.LocationOf(table));
        var known = Known(table);
        var found = DataFile
            .Under(root)
            .Keys.Select(folder => Path.GetRelativePath(root, folder))
            .Where(f => Fits(table, f))
            .Order(StringComparer.Ordinal)
            .Select(folder =>
                (
                    Folder: folder,
                    Values: folder.Split(Path.DirectorySeparatorChar).Select(HivePartitions.Value).ToList()
                )
            )
            .Where(f => !known.Contains(HivePartitions.Identity(f.Values)))
            .ToList();
        catalog.ChangePartitions(
            table.Database,
            table.Name,
            [.. found.Select(f => Partition(table, f.Values, $"{table.Storage.Location!.TrimEnd('/')}/{f.Folder}"))],
            []
        );
        if (found.Count == 0)
            return StatementResult.None;
        var names = found.ConvertAll(f => $"{table.Name}:{f.Folder}");
        return Listed(
            "result",
            names
                .Select(n => $"Repair: Added partition to metastore {n}")
                .Prepend($"Partitions not in metastore:\t{string.Join('\t', names)}")
        );
    }

    private static bool Fits(CatalogTable table, string folder)
    {
        var levels = folder.Split(Path.DirectorySeparatorChar);
        return levels.Length == table.PartitionKeys.Count
            && levels
                .Index()
                .All(l =>
                    l.Item.StartsWith(table.PartitionKeys[l.Index].Name + "=", StringComparison.OrdinalIgnoreCase)
                );
    }
}

using LocalAws.Catalog;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Tables;

namespace LocalAws.Sql.Statements;

internal sealed partial class DefinitionRunner
{
    private StatementResult Add(AddPartitions add)
    {
        var table = Stored(add.Table);
        var known = Known(table);
        var partitions = add.Partitions.Select(p => Partition(table, Values(table, p), p.Location)).ToList();
        var fresh = partitions.FindAll(p => !known.Contains(HivePartitions.Identity(p.Values)));
        var mayBeThere = add.IfNotExists || request.IsRerun;
        if (fresh.Count < partitions.Count && !mayBeThere)
            throw PartitionExists();
        var overtaken = catalog.CreatePartitions(table.Database, table.Name, fresh);
        if (overtaken.Count > 0 && !mayBeThere)
            throw PartitionExists();
        return StatementResult.None;
    }

    private static StatementException PartitionExists() =>
        SqlErrors.Failed(
            "Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. AlreadyExistsException: Partition already exists."
        );

    private HashSet<string> Known(CatalogTable table)
    {
        var partitions = catalog.Partitions(table.Database, table.Name);
        return [.. partitions.Select(p => HivePartitions.Identity(p.Values))];
    }

    private CatalogPartition Partition(CatalogTable table, IReadOnlyList<string> values, string? given)
    {
        var location = given ?? DefaultPlace(table, values);
        parts.Paths.ToPath(location);
        return new CatalogPartition(
            values,
            table.Storage with
            {
                Location = location,
            },
            table.Columns,
            new Dictionary<string, string>(),
            request.StartedAt
        );
    }

    private static string DefaultPlace(CatalogTable table, IReadOnlyList<string> values)
    {
        var root = table.Storage.Location!.TrimEnd('/');
        var keys = table.PartitionKeys.Select(k => k.Name);
        return $"{root}/{HivePartitions.Folder([.. keys], values)}/";
    }

    private static List<string> Values(CatalogTable table, PartitionSpec spec)
    {
        if (spec.Values.Count == table.PartitionKeys.Count)
            return [.. table.PartitionKeys.Select(k => spec.Values.GetValueOrDefault(k.Name) ?? throw WrongSpec(spec))];
        throw WrongSpec(spec);
    }

    private static StatementException WrongSpec(PartitionSpec spec)
    {
        return SqlErrors.Failed(
            $"SemanticException partition spec {Shown(spec)} doesn't match the table's partition keys"
        );
    }

    private static string Shown(PartitionSpec spec) =>
        $"{{{string.Join(", ", spec.Values.Select(v => $"{v.Key}={v.Value}"))}}}";

    private StatementResult Drop(DropPartitions drop)
    {
        var table = Stored(drop.Table);
        var known = Known(table);
        var missing = drop.Partitions.FirstOrDefault(p => !known.Contains(HivePartitions.Identity(Values(table, p))));
        var mayBeMissing = drop.IfExists || request.IsRerun;
        if (missing is not null && !mayBeMissing)
            throw SqlErrors.Failed($"SemanticException [Error 10006]: Partition not found {Shown(missing)}");
        catalog.ChangePartitions(table.Database, table.Name, [], [.. drop.Partitions.Select(p => Values(table, p))]);
        return StatementResult.None;
    }

    private IEnumerable<string> Partitions(ShowPartitions show)
    {
        var table = Stored(show.Table);
        if (table.PartitionKeys.Count == 0)
            throw SqlErrors.Failed(
                $"SemanticException [Error 10241]: Table {table.Database}.{table.Name} is not a partitioned table"
            );
        var names = catalog.Partitions(table.Database, table.Name).Select(Name);
        return names.Order(StringComparer.Ordinal);

        string Name(CatalogPartition partition)
        {
            var folders = table.PartitionKeys.Select((k, i) => $"{k.Name}={partition.Values[i]}");
            return string.Join('/', folders);
        }
    }
}

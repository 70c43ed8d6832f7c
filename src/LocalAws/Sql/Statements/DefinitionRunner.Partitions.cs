using LocalAws.Catalog;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Tables;

namespace LocalAws.Sql.Statements;

internal sealed partial class DefinitionRunner
{
    private StatementResult Add(AddPartitions add)
    {
        var table = Stored(add.Table);
        var known = catalog.Partitions(table.Database, table.Name).Select(p => string.Join('\0', p.Values)).ToHashSet();
        var partitions = add.Partitions.Select(p => Partition(table, Values(table, p), p.Location)).ToList();
        var fresh = partitions.Where(p => !known.Contains(string.Join('\0', p.Values))).ToList();
        if (fresh.Count < partitions.Count && !add.IfNotExists && !request.IsRerun)
            throw SqlErrors.Plain(
                "FAILED",
                "Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. AlreadyExistsException: Partition already exists."
            );
        catalog.ChangePartitions(table.Database, table.Name, fresh, []);
        return Done;
    }

    private CatalogPartition Partition(CatalogTable table, IReadOnlyList<string> values, string? given)
    {
        var location =
            given
            ?? $"{table.Storage.Location!.TrimEnd('/')}/{HivePartitions.Folder([.. table.PartitionKeys.Select(k => k.Name)], values)}/";
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

    private static List<string> Values(CatalogTable table, PartitionSpec spec)
    {
        if (spec.Values.Count == table.PartitionKeys.Count)
            return [.. table.PartitionKeys.Select(k => spec.Values.GetValueOrDefault(k.Name) ?? throw WrongSpec(spec))];
        throw WrongSpec(spec);
    }

    private static StatementException WrongSpec(PartitionSpec spec)
    {
        return SqlErrors.Plain(
            "FAILED",
            $"SemanticException partition spec {Shown(spec)} doesn't match the table's partition keys"
        );
    }

    private static string Shown(PartitionSpec spec) =>
        $"{{{string.Join(", ", spec.Values.Select(v => $"{v.Key}={v.Value}"))}}}";

    private StatementResult Drop(DropPartitions drop)
    {
        var table = Stored(drop.Table);
        var known = catalog.Partitions(table.Database, table.Name).Select(p => string.Join('\0', p.Values)).ToHashSet();
        var missing = drop.Partitions.FirstOrDefault(p => !known.Contains(string.Join('\0', Values(table, p))));
        if (missing is not null && !drop.IfExists && !request.IsRerun)
            throw SqlErrors.Plain("FAILED", $"SemanticException [Error 10006]: Partition not found {Shown(missing)}");
        catalog.ChangePartitions(table.Database, table.Name, [], [.. drop.Partitions.Select(p => Values(table, p))]);
        return Done;
    }

    private IEnumerable<string> Partitions(ShowPartitions show)
    {
        var table = Stored(show.Table);
        if (table.PartitionKeys.Count == 0)
            throw SqlErrors.Plain(
                "FAILED",
                $"SemanticException [Error 10241]: Table {table.Database}.{table.Name} is not a partitioned table"
            );
        return catalog
            .Partitions(table.Database, table.Name)
            .Select(p => string.Join('/', table.PartitionKeys.Select((k, i) => $"{k.Name}={p.Values[i]}")))
            .Order(StringComparer.Ordinal);
    }
}

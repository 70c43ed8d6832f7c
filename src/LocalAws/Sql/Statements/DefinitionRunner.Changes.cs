using LocalAws.Catalog;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Statements;

internal sealed partial class DefinitionRunner
{
    private StatementResult Database(CreateDatabase create)
    {
        if (catalog.FindDatabase(create.Name) is not null)
            return create.IfNotExists ? Done : throw SqlErrors.Plain("FAILED", $"SemanticException [Error 10242]: Database {create.Name} already exists");
        Once(() => catalog.CreateDatabase(new CatalogDatabase(create.Name, create.Comment, create.Location)), create.IfNotExists);
        return Done;
    }

    /// <summary>Two statements may race; with IF NOT EXISTS both succeed.</summary>
    private static void Once(Action create, bool ifNotExists)
    {
        try
        {
            create();
        }
        catch (CatalogException e) when (ifNotExists && e.Code == "AlreadyExistsException")
        {
        }
    }

    private StatementResult Database(DropDatabase drop)
    {
        if (catalog.FindDatabase(drop.Name) is null)
            return drop.IfExists ? Done : throw SqlErrors.Plain("FAILED", $"SemanticException [Error 10072]: Database does not exist: {drop.Name}");
        if (!drop.Cascade && catalog.Tables(drop.Name).Count > 0)
            throw SqlErrors.Plain("FAILED", $"Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. Database {drop.Name} is not empty. One or more tables exist.");
        catalog.DeleteDatabase(drop.Name);
        return Done;
    }

    private StatementResult Table(CreateTable create, StatementRequest request)
    {
        var database = create.Table.Database ?? request.Database;
        if (catalog.FindDatabase(database) is null)
            throw SqlErrors.Plain("FAILED", $"SemanticException [Error 10072]: Database does not exist: {database}");
        if (catalog.FindTable(database, create.Table.Table) is not null)
            return create.IfNotExists ? Done : throw SqlErrors.Plain("FAILED", $"Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. AlreadyExistsException: Table {create.Table.Table} already exists.");
        var table = Defined(create, database, request.StartedAt);
        Once(() => catalog.CreateTable(table), create.IfNotExists);
        return Done;
    }

    private CatalogTable Defined(CreateTable create, string database, DateTimeOffset now)
    {
        if (create.Location is null)
            throw SqlErrors.Plain("FAILED", "SemanticException LOCATION is missing");
        paths.ToPath(create.Location);
        foreach (var column in create.Columns.Concat(create.PartitionKeys))
            HiveTypes.Parse(column.Type);
        if (create.Columns.Concat(create.PartitionKeys).GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw SqlErrors.Plain("FAILED", $"SemanticException [Error 10036]: Duplicate column name: {twice.Key}");
        var storage = create.InputFormat is null
            ? StorageFormats.Of(create.Format, create.Location)
            : new CatalogStorage(create.Location, create.InputFormat, create.OutputFormat, create.SerDe, new Dictionary<string, string>());
        var parameters = new Dictionary<string, string>(create.Properties) { ["EXTERNAL"] = "TRUE" };
        if (create.Comment is not null)
            parameters["comment"] = create.Comment;
        return new CatalogTable
        {
            Database = database,
            Name = create.Table.Table,
            Columns = create.Columns,
            PartitionKeys = create.PartitionKeys,
            Parameters = parameters,
            Storage = storage with
            {
                SerializationLibrary = create.SerDe ?? storage.SerializationLibrary,
                SerdeParameters = create.SerDeProperties.Count > 0 ? create.SerDeProperties : storage.SerdeParameters,
            },
            CreateTime = now,
            UpdateTime = now,
        };
    }

    private StatementResult Table(DropTable drop, StatementRequest request)
    {
        var database = drop.Table.Database ?? request.Database;
        if (catalog.FindTable(database, drop.Table.Table) is not null)
            catalog.DeleteTable(database, drop.Table.Table);
        else if (!drop.IfExists)
            throw SqlErrors.Plain("FAILED", $"SemanticException [Error 10001]: Table not found {database}.{drop.Table.Table}");
        return Done;
    }

    private StatementResult Add(AddPartitions add, StatementRequest request)
    {
        var table = Existing(add.Table, request);
        var known = catalog.Partitions(table.Database, table.Name).Select(p => string.Join('\0', p.Values)).ToHashSet();
        var partitions = add.Partitions.Select(p => Partition(table, p, request.StartedAt)).ToList();
        var fresh = partitions.Where(p => !known.Contains(string.Join('\0', p.Values))).ToList();
        if (fresh.Count < partitions.Count && !add.IfNotExists)
            throw SqlErrors.Plain("FAILED", "Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. AlreadyExistsException: Partition already exists.");
        catalog.ChangePartitions(table.Database, table.Name, fresh, []);
        return Done;
    }

    private CatalogPartition Partition(CatalogTable table, PartitionSpec spec, DateTimeOffset now)
    {
        var values = Values(table, spec);
        var place = string.Join('/', table.PartitionKeys.Select((k, i) => $"{k.Name}={values[i]}"));
        var location = spec.Location ?? $"{table.Storage.Location!.TrimEnd('/')}/{place}/";
        paths.ToPath(location);
        return new CatalogPartition(values, table.Storage with { Location = location }, table.Columns, new Dictionary<string, string>(), now);
    }

    private static List<string> Values(CatalogTable table, PartitionSpec spec) => spec.Values.Count == table.PartitionKeys.Count
        ? [.. table.PartitionKeys.Select(k => spec.Values.GetValueOrDefault(k.Name) ?? throw WrongSpec(spec))]
        : throw WrongSpec(spec);

    private static StatementException WrongSpec(PartitionSpec spec) =>
        SqlErrors.Plain("FAILED", $"SemanticException partition spec {{{string.Join(", ", spec.Values.Select(v => $"{v.Key}={v.Value}"))}}} doesn't match the table's partition keys");

    private StatementResult Drop(DropPartitions drop, StatementRequest request)
    {
        var table = Existing(drop.Table, request);
        catalog.ChangePartitions(table.Database, table.Name, [], [.. drop.Partitions.Select(p => Values(table, p))]);
        return Done;
    }

    private IEnumerable<string> Partitions(ShowPartitions show, StatementRequest request)
    {
        var table = Existing(show.Table, request);
        if (table.PartitionKeys.Count == 0)
            throw SqlErrors.Plain("FAILED", $"SemanticException [Error 10241]: Table {table.Database}.{table.Name} is not a partitioned table");
        return catalog.Partitions(table.Database, table.Name)
            .Select(p => string.Join('/', table.PartitionKeys.Select((k, i) => $"{k.Name}={p.Values[i]}"))).Order(StringComparer.Ordinal);
    }
}

using LocalAws.Catalog;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Tables;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Statements;

internal sealed partial class DefinitionRunner
{
    private StatementResult Database(CreateDatabase create)
    {
        var database = new CatalogDatabase(create.Name, create.Comment, create.Location);
        if (catalog.FindDatabase(create.Name) is null)
            Once(() => catalog.CreateDatabase(database), create.IfNotExists);
        else if (!create.IfNotExists && !request.IsRerun)
            throw SqlErrors.Failed($"SemanticException [Error 10242]: Database {create.Name} already exists");
        return StatementResult.None;
    }

    /// <summary>Two statements may race; with IF NOT EXISTS both succeed.</summary>
    private static void Once(Action create, bool ifNotExists)
    {
        try
        {
            create();
        }
        catch (CatalogException e) when (ifNotExists && e.Code == "AlreadyExistsException") { }
    }

    private StatementResult Database(DropDatabase drop)
    {
        if (catalog.FindDatabase(drop.Name) is null)
        {
            if (drop.IfExists || request.IsRerun)
                return StatementResult.None;
            throw SqlErrors.Failed($"SemanticException [Error 10072]: Database does not exist: {drop.Name}");
        }

        if (!drop.Cascade && catalog.Tables(drop.Name).Count > 0)
            throw SqlErrors.Failed(
                $"Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. Database {drop.Name} is not empty. One or more tables exist."
            );
        catalog.DeleteDatabase(drop.Name);
        return StatementResult.None;
    }

    private StatementResult Table(CreateTable create)
    {
        var database = create.Table.Database ?? request.Database;
        if (catalog.FindDatabase(database) is null)
            throw SqlErrors.Failed($"SemanticException [Error 10072]: Database does not exist: {database}");
        if (catalog.FindTable(database, create.Table.Table) is { } there)
        {
            var isOwn = request.IsRerun && there.CreateTime >= request.StartedAt;
            if (create.IfNotExists || isOwn)
                return StatementResult.None;
            throw SqlErrors.Failed(
                $"Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. AlreadyExistsException: Table {create.Table.Table} already exists."
            );
        }

        var table = Defined(create, database);
        Once(() => catalog.CreateTable(table), create.IfNotExists);
        return StatementResult.None;
    }

    private CatalogTable Defined(CreateTable create, string database)
    {
        if (create.Location is null)
            throw SqlErrors.Failed("SemanticException LOCATION is missing");
        parts.Paths.ToPath(create.Location);
        var columns = create.Columns.Concat(create.PartitionKeys).ToList();
        foreach (var column in columns)
            HiveTypes.Parse(column.Type);
        Distinct(columns);
        var storage = create.InputFormat is null
            ? StorageFormats.Of(create.Format, create.Location)
            : new CatalogStorage(
                create.Location,
                create.InputFormat,
                create.OutputFormat,
                create.SerDe,
                new Dictionary<string, string>()
            );
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
            CreateTime = request.StartedAt,
            UpdateTime = request.StartedAt,
        };
    }

    private StatementResult Table(DropTable drop)
    {
        var database = drop.Table.Database ?? request.Database;
        if (catalog.FindTable(database, drop.Table.Table) is { } there)
            catalog.DeleteTable(database, Droppable(there).Name);
        else if (!drop.IfExists && !request.IsRerun)
            throw SqlErrors.Failed($"SemanticException [Error 10001]: Table not found {database}.{drop.Table.Table}");
        return StatementResult.None;
    }

    private static CatalogTable Droppable(CatalogTable table)
    {
        if (table.TableType == PrestoView.TableType)
            throw SqlErrors.Failed(
                $"SemanticException [Error 10001]: Cannot drop a view with DROP TABLE: {table.Database}.{table.Name}"
            );
        return table;
    }
}

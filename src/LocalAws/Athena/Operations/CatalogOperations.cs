using LocalAws.Catalog;
using LocalAws.Wire;
using LocalAws.Wire.Json;

namespace LocalAws.Athena.Operations;

/// <summary>
/// GetDataCatalog, ListDataCatalogs, GetDatabase, ListDatabases, GetTableMetadata, ListTableMetadata: Glue as Athena
/// shows it.
/// </summary>
internal sealed class CatalogOperations(ICatalog catalog)
{
    public const string Name = "AwsDataCatalog";

    private const int LargestPage = 50;

    public IEnumerable<KeyValuePair<string, JsonOperation>> Table() =>
        [
            new("GetDataCatalog", JsonOperation.Of<NameRequest>(GetDataCatalog)),
            new(
                "ListDataCatalogs",
                JsonOperation.Of<NameRequest>(_ => new
                {
                    DataCatalogsSummary = (object[])[new { CatalogName = Name, Type = "GLUE" }],
                })
            ),
            new("GetDatabase", JsonOperation.Of<DatabaseRequest>(GetDatabase)),
            new("ListDatabases", JsonOperation.Of<ListRequest>(ListDatabases)),
            new("GetTableMetadata", JsonOperation.Of<TableRequest>(GetTable)),
            new("ListTableMetadata", JsonOperation.Of<ListRequest>(ListTables)),
        ];

    /// <summary>
    /// The catalog's name as it is spelled. Throws where there is none of that name; case does not matter.
    /// </summary>
    public static string Check(string name)
    {
        if (name.Equals(Name, StringComparison.OrdinalIgnoreCase))
            return Name;
        throw AthenaErrors.Invalid($"DataCatalog {name} was not found");
    }

    private static object GetDataCatalog(NameRequest request) =>
        new
        {
            DataCatalog = new
            {
                Name = Check(AthenaErrors.Required(request.Name, "name")),
                Type = "GLUE",
                Parameters = new Dictionary<string, string> { ["catalog-id"] = Signing.Caller.Account },
            },
        };

    private object GetDatabase(DatabaseRequest request)
    {
        Check(AthenaErrors.Required(request.CatalogName, "catalogName"));
        return new { Database = Shape(FindDatabase(request.DatabaseName)) };
    }

    private object ListDatabases(ListRequest request)
    {
        Check(AthenaErrors.Required(request.CatalogName, "catalogName"));
        var page = Paging<CatalogDatabase>.Cut(
            catalog.Databases(),
            d => d.Name,
            AthenaErrors.PageSize(request.MaxResults, LargestPage),
            request.NextToken,
            BadToken
        );
        return new { DatabaseList = page.Items.Select(Shape), page.NextToken };
    }

    private object GetTable(TableRequest request)
    {
        Check(AthenaErrors.Required(request.CatalogName, "catalogName"));
        var database = FindDatabase(request.DatabaseName);
        var name = AthenaErrors.Required(request.TableName, "tableName").ToLowerInvariant();
        var table = catalog.FindTable(database.Name, name) ?? throw NotFound($"Table {name} not found.");
        return new { TableMetadata = Shape(table) };
    }

    private object ListTables(ListRequest request)
    {
        Check(AthenaErrors.Required(request.CatalogName, "catalogName"));
        var matches = Matching(request.Expression);
        var tables = catalog.Tables(FindDatabase(request.DatabaseName).Name).Where(t => matches(t.Name));
        var page = Paging<CatalogTable>.Cut(
            tables,
            t => t.Name,
            AthenaErrors.PageSize(request.MaxResults, LargestPage),
            request.NextToken,
            BadToken
        );
        return new { TableMetadataList = page.Items.Select(Shape), page.NextToken };
    }

    private CatalogDatabase FindDatabase(string? asked)
    {
        var name = AthenaErrors.Required(asked, "databaseName").ToLowerInvariant();
        return catalog.FindDatabase(name) ?? throw NotFound($"Database {name} not found.");
    }

    private static Func<string, bool> Matching(string? expression) =>
        NameExpression.Read(expression, () => AthenaErrors.Invalid($"Invalid expression: {expression}"));

    private static AwsException NotFound(string message) =>
        AthenaErrors.Metadata("EntityNotFoundException: " + message);

    private static AwsException BadToken() => AthenaErrors.Invalid("Invalid token");

    private static object Shape(CatalogDatabase database) => new { database.Name, database.Description };

    private static object Shape(CatalogTable table) =>
        new
        {
            table.Name,
            table.CreateTime,
            LastAccessTime = DateTimeOffset.UnixEpoch,
            table.TableType,
            Columns = table.Columns.Select(Shape),
            PartitionKeys = table.PartitionKeys.Select(Shape),
            Parameters = Parameters(table),
        };

    private static object Shape(CatalogColumn column) =>
        new
        {
            column.Name,
            column.Type,
            column.Comment,
        };

    // Athena adds what it knows of the storage to the table's own properties.
    private static Dictionary<string, string> Parameters(CatalogTable table)
    {
        var all = new Dictionary<string, string>(table.Parameters);
        foreach (
            var (name, value) in new (string, string?)[]
            {
                ("location", table.Storage.Location),
                ("inputformat", table.Storage.InputFormat),
                ("outputformat", table.Storage.OutputFormat),
                ("serde.serialization.lib", table.Storage.SerializationLibrary),
            }
        )
        {
            if (value is not null)
                all.TryAdd(name, value);
        }

        return all;
    }

    private sealed record NameRequest(string? Name);

    private sealed record DatabaseRequest(string? CatalogName, string? DatabaseName);

    private sealed record TableRequest(string? CatalogName, string? DatabaseName, string? TableName);

    private sealed record ListRequest(
        string? CatalogName,
        string? DatabaseName,
        string? Expression,
        string? NextToken,
        int? MaxResults
    );
}

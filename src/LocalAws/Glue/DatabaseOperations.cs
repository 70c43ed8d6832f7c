using LocalAws.Catalog;
using LocalAws.Signing;
using LocalAws.Wire.Json;

namespace LocalAws.Glue;

/// <summary>GetDatabase, GetDatabases, CreateDatabase, UpdateDatabase, DeleteDatabase.</summary>
internal sealed class DatabaseOperations(ICatalog catalog)
{
    private const int LargestPage = 100;

    private static readonly Dictionary<string, string> None = [];

    public IEnumerable<KeyValuePair<string, JsonOperation>> Table() =>
        [
            new("GetDatabase", JsonOperation.Of<NameRequest>(Get)),
            new("GetDatabases", JsonOperation.Of<ListRequest>(List)),
            new("CreateDatabase", JsonOperation.Of<CreateRequest>(Create)),
            new("UpdateDatabase", JsonOperation.Of<UpdateRequest>(Update)),
            new("DeleteDatabase", JsonOperation.Of<NameRequest>(Delete)),
        ];

    private object Get(NameRequest request)
    {
        var name = GlueErrors.Name(request.Name, "name");
        var found = catalog.FindDatabase(name) ?? throw GlueErrors.NotFound($"Database {name} not found.");
        return new { Database = Shape(found) };
    }

    private object List(ListRequest request)
    {
        var page = Paging<CatalogDatabase>.Cut(
            catalog.Databases(),
            d => d.Name,
            GlueErrors.PageSize(request.MaxResults, LargestPage),
            request.NextToken,
            () => GlueErrors.Invalid("Invalid NextToken.")
        );
        return new { DatabaseList = page.Items.Select(Shape), page.NextToken };
    }

    private object? Create(CreateRequest request)
    {
        return GlueErrors.Worded(() =>
        {
            catalog.CreateDatabase(Read(request.DatabaseInput));
            return (object?)null;
        });
    }

    private object? Update(UpdateRequest request)
    {
        return GlueErrors.Worded(() =>
        {
            var database = Read(request.DatabaseInput);
            if (database.Name != GlueErrors.Name(request.Name, "name"))
                throw GlueErrors.Invalid("The name of a database cannot be changed.");
            catalog.UpdateDatabase(database);
            return (object?)null;
        });
    }

    private object? Delete(NameRequest request)
    {
        return GlueErrors.Worded(() =>
        {
            catalog.DeleteDatabase(GlueErrors.Name(request.Name, "name"));
            return (object?)null;
        });
    }

    private static CatalogDatabase Read(DatabaseInput? given)
    {
        var input = GlueErrors.Required(given, "databaseInput");
        return new(GlueErrors.Name(input.Name, "databaseInput.name"), input.Description, input.LocationUri)
        {
            Parameters = input.Parameters ?? None,
        };
    }

    private static object Shape(CatalogDatabase database) =>
        new
        {
            database.Name,
            database.Description,
            database.LocationUri,
            database.Parameters,
            database.CreateTime,
            CatalogId = Caller.Account,
        };

    private sealed record NameRequest(string? Name);

    private sealed record ListRequest(string? NextToken, int? MaxResults);

    private sealed record CreateRequest(DatabaseInput? DatabaseInput);

    private sealed record UpdateRequest(string? Name, DatabaseInput? DatabaseInput);

    private sealed record DatabaseInput(
        string? Name,
        string? Description,
        string? LocationUri,
        IReadOnlyDictionary<string, string>? Parameters
    );
}

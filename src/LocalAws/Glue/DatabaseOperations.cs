using LocalAws.Catalog;
using LocalAws.Signing;
using LocalAws.Wire.Json;

namespace LocalAws.Glue;

/// <summary>GetDatabase, GetDatabases, CreateDatabase, DeleteDatabase.</summary>
internal sealed class DatabaseOperations(ICatalog catalog)
{
    private const int LargestPage = 100;

    public IEnumerable<KeyValuePair<string, JsonOperation>> Table() =>
    [
        new("GetDatabase", JsonOperation.Of<NameRequest>(Get)),
        new("GetDatabases", JsonOperation.Of<ListRequest>(List)),
        new("CreateDatabase", JsonOperation.Of<CreateRequest>(Create)),
        new("DeleteDatabase", JsonOperation.Of<NameRequest>(Delete)),
    ];

    private object Get(NameRequest request)
    {
        var name = GlueErrors.Name(request.Name, "name");
        var found = catalog.Databases().FirstOrDefault(d => d.Name == name) ?? throw GlueErrors.NotFound($"Database {name} not found.");
        return new { Database = Shape(found) };
    }

    private object List(ListRequest request)
    {
        var page = Paging<CatalogDatabase>.Cut(
            catalog.Databases(),
            d => d.Name,
            Math.Clamp(request.MaxResults ?? LargestPage, 1, LargestPage),
            request.NextToken,
            () => GlueErrors.Invalid("Invalid NextToken."));
        return new { DatabaseList = page.Items.Select(Shape), page.NextToken };
    }

    private object? Create(CreateRequest request) => GlueErrors.Worded(() =>
    {
        var input = GlueErrors.Required(request.DatabaseInput, "databaseInput");
        catalog.CreateDatabase(new(GlueErrors.Name(input.Name, "databaseInput.name"), input.Description, input.LocationUri));
        return (object?)null;
    });

    private object? Delete(NameRequest request) => GlueErrors.Worded(() =>
    {
        catalog.DeleteDatabase(GlueErrors.Name(request.Name, "name"));
        return (object?)null;
    });

    private static object Shape(CatalogDatabase database) =>
        new { database.Name, database.Description, database.LocationUri, Parameters = new Dictionary<string, string>(), CatalogId = Caller.Account };

    private sealed record NameRequest(string? Name);

    private sealed record ListRequest(string? NextToken, int? MaxResults);

    private sealed record CreateRequest(DatabaseInput? DatabaseInput);

    private sealed record DatabaseInput(string? Name, string? Description, string? LocationUri);
}

using System.Text.Json;

namespace LocalAws.Iam.Access;

/// <summary>
/// Which rights Glue's operations need: on what they name and on all its ancestors; to delete a database, on all that
/// is in it too.
/// </summary>
/// <remarks>
/// As the Service Authorization Reference and Glue's developer guide ("Specifying Glue resource ARNs") say: the action
/// has the operation's name. Listing needs the right on all that is listed; that the pattern of a list is <c>name/*</c>
/// is assumed.
/// </remarks>
internal sealed class GlueAccess(Arns arns)
{
    /// <summary>What a call of Glue's API needs.</summary>
    public IEnumerable<AccessRequest> Of(string operation, JsonElement body)
    {
        var names = new BodyNames(body);
        var database = names.Text("DatabaseName") ?? names.Text("DatabaseInput", "Name") ?? names.Text("Name");
        var tables = operation switch
        {
            "GetTables" or "SearchTables" => ["*"],
            "BatchDeleteTable" => names.Texts("TablesToDelete"),
            _ when body.TryGetProperty("DatabaseName", out _) => Single(
                names.Text("TableName") ?? names.Text("TableInput", "Name") ?? names.Text("Name")
            ),
            _ => [],
        };
        if (operation == "GetDatabases")
            return On("glue:GetDatabases", "*");
        if (tables.Count == 0)
            return On($"glue:{operation}", database);
        return tables.SelectMany(t => On($"glue:{operation}", database, t)).Distinct();
    }

    /// <summary>What an action on a database or table needs. Names in lower case, as the catalog has them.</summary>
    /// <param name="action">E.g. <c>glue:GetTable</c>.</param>
    /// <param name="database">
    /// Database; <c>*</c> for all; null where the call does not say, which it is then refused for.
    /// </param>
    /// <param name="table">Table; <c>*</c> for all of the database; null for the database itself.</param>
    public IEnumerable<AccessRequest> On(string action, string? database, string? table = null)
    {
        yield return new(action, arns.Catalog);
        if (database is null)
            yield break;
        var db = database.ToLowerInvariant();
        var name = table?.ToLowerInvariant();
        yield return new(action, arns.Database(db));
        if (action == "glue:DeleteDatabase")
        {
            yield return new(action, arns.Table(db, "*"));
            yield return new(action, arns.Functions(db));
        }

        if (name is not null)
            yield return new(action, arns.Table(db, name));
    }

    private static IReadOnlyList<string> Single(string? name) => name is null ? [] : [name];
}

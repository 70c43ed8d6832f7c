using System.Globalization;
using LocalAws.Catalog;
using LocalAws.Glue.Models;
using LocalAws.Wire.Json;

namespace LocalAws.Glue;

/// <summary>GetTable, GetTables, CreateTable, UpdateTable, DeleteTable, BatchDeleteTable.</summary>
internal sealed class TableOperations(ICatalog catalog)
{
    private const int LargestPage = 100;
    private const int MostDeleted = 100;

    public IEnumerable<KeyValuePair<string, JsonOperation>> Table() =>
        [
            new("GetTable", JsonOperation.Of<TableRequest>(Get)),
            new("GetTables", JsonOperation.Of<ListRequest>(List)),
            new("CreateTable", JsonOperation.Of<InputRequest>(Create)),
            new("UpdateTable", JsonOperation.Of<InputRequest>(Update)),
            new("DeleteTable", JsonOperation.Of<TableRequest>(Delete)),
            new("BatchDeleteTable", JsonOperation.Of<BatchRequest>(BatchDelete)),
        ];

    /// <summary>The table. Throws <c>EntityNotFoundException</c> for it or its database.</summary>
    public static CatalogTable Find(ICatalog catalog, string? databaseName, string? tableName)
    {
        var database = GlueErrors.Name(databaseName, "databaseName");
        var table = GlueErrors.Name(tableName, "name");
        if (catalog.FindTable(database, table) is { } found)
            return found;
        var missing = catalog.FindDatabase(database) is null ? $"Database {database}" : $"Table {table}";
        throw GlueErrors.NotFound($"{missing} not found.");
    }

    private object Get(TableRequest request)
    {
        var table = Find(catalog, request.DatabaseName, request.Name);
        return new { Table = GlueMapping.ToGlue(table) };
    }

    private object List(ListRequest request)
    {
        return GlueErrors.Worded(() =>
        {
            var tables = catalog.Tables(GlueErrors.Name(request.DatabaseName, "databaseName"));
            var matches = Matching(request.Expression);
            var page = Paging<CatalogTable>.Cut(
                tables.Where(t => matches(t.Name)),
                t => t.Name,
                GlueErrors.PageSize(request.MaxResults, LargestPage),
                request.NextToken,
                () => GlueErrors.Invalid("Invalid NextToken.")
            );
            return new { TableList = page.Items.Select(GlueMapping.ToGlue), page.NextToken };
        });
    }

    private object? Create(InputRequest request)
    {
        return GlueErrors.Worded(() =>
        {
            catalog.CreateTable(Read(request));
            return (object?)null;
        });
    }

    private object? Update(InputRequest request)
    {
        return GlueErrors.Worded(() =>
        {
            catalog.UpdateTable(Read(request), Version(request.VersionId));
            return (object?)null;
        });
    }

    private object? Delete(TableRequest request)
    {
        return GlueErrors.Worded(() =>
        {
            catalog.DeleteTable(
                GlueErrors.Name(request.DatabaseName, "databaseName"),
                GlueErrors.Name(request.Name, "name")
            );
            return (object?)null;
        });
    }

    private object BatchDelete(BatchRequest request)
    {
        var database = GlueErrors.Name(request.DatabaseName, "databaseName");
        var errors = new List<object>();
        foreach (var table in GlueErrors.AtMost(request.TablesToDelete, MostDeleted, "tablesToDelete"))
        {
            try
            {
                catalog.DeleteTable(database, GlueErrors.Name(table, "tablesToDelete"));
            }
            catch (CatalogException e)
            {
                errors.Add(new { TableName = table, ErrorDetail = new ErrorDetail(e.Code, e.Message) });
            }
        }

        return new { Errors = errors };
    }

    private static CatalogTable Read(InputRequest request)
    {
        return GlueMapping.ToCatalog(
            GlueErrors.Name(request.DatabaseName, "databaseName"),
            GlueErrors.Required(request.TableInput, "tableInput")
        );
    }

    private static long? Version(string? versionId)
    {
        if (string.IsNullOrEmpty(versionId))
            return null;
        if (long.TryParse(versionId, NumberStyles.None, null, out var version))
            return version;
        throw GlueErrors.Invalid("Version id is not a number.");
    }

    private static Func<string, bool> Matching(string? expression) =>
        NameExpression.Read(expression, () => GlueErrors.Invalid($"Invalid expression: {expression}"));

    private sealed record TableRequest(string? DatabaseName, string? Name);

    private sealed record ListRequest(string? DatabaseName, string? Expression, string? NextToken, int? MaxResults);

    private sealed record InputRequest(string? DatabaseName, GlueTable? TableInput, string? VersionId);

    private sealed record BatchRequest(string? DatabaseName, IReadOnlyList<string>? TablesToDelete);
}

using LocalAws.Catalog;
using LocalAws.Sql.Names;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Statements;

/// <summary>A query's columns as those of a new table or view: each must have a name, a type, and no twin.</summary>
internal static class QueryColumns
{
    /// <summary>Those of a new table, which holds less than a view may show.</summary>
    public static List<CatalogColumn> OfTable(Position at, TranslatedQuery query)
    {
        var columns = Of(at, query);
        foreach (var column in query.Columns)
            CheckStored(column.Type, column.Name!);
        return columns;
    }

    private static void CheckStored(SqlType type, string column)
    {
        if (type.IsJson)
            throw SqlErrors.Plain("NOT_SUPPORTED", $"Unsupported Hive type: {type}");
        if (type.Kind == TypeKind.Timestamp && type.Precision != SqlType.Timestamp.Precision)
            throw SqlErrors.Plain(
                "NOT_SUPPORTED",
                $"Incorrect timestamp precision for {type}; the configured precision is MILLISECONDS; column name: {column}"
            );
        if (type.IsRow && type.Fields.Any(f => f.Name is null))
            throw SqlErrors.Plain(
                "NOT_SUPPORTED",
                $"Anonymous row type is not supported in Hive. Please give each field a name: {type}"
            );
        foreach (var field in type.Fields)
            CheckStored(field.Type, column);
    }

    public static List<CatalogColumn> Of(Position at, TranslatedQuery query)
    {
        List<CatalogColumn> columns = [];
        foreach (var (i, column) in query.Columns.Index())
        {
            if (column.Name is null)
                throw SqlErrors.At("MISSING_COLUMN_NAME", at, $"Column name not specified at position {i + 1}");
            if (columns.Any(c => c.Name == column.Name))
                throw SqlErrors.At(
                    "DUPLICATE_COLUMN_NAME",
                    at,
                    $"Column name '{column.Name}' specified more than once"
                );
            if (column.Type.IsUnknown)
                throw SqlErrors.At("COLUMN_TYPE_UNKNOWN", at, $"Column type is unknown: {column.Name}");
            columns.Add(new CatalogColumn(column.Name, HiveTypes.Write(column.Type)));
        }

        return columns;
    }
}

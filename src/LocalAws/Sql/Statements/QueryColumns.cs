using LocalAws.Catalog;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Translation;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Statements;

/// <summary>A query's columns as those of a new table or view: each must have a name, a type, and no twin.</summary>
internal static class QueryColumns
{
    public static List<CatalogColumn> Of(Position at, TranslatedQuery query)
    {
        List<CatalogColumn> columns = [];
        foreach (var (i, column) in query.Columns.Index())
        {
            if (column.Name is null)
                throw SqlErrors.At("MISSING_COLUMN_NAME", at, $"Column name not specified at position {i + 1}");
            if (columns.Any(c => c.Name == column.Name))
                throw SqlErrors.At("DUPLICATE_COLUMN_NAME", at, $"Column name '{column.Name}' specified more than once");
            if (column.Type.Kind == TypeKind.Unknown)
                throw SqlErrors.At("COLUMN_TYPE_UNKNOWN", at, $"Column type is unknown: {column.Name}");
            columns.Add(new CatalogColumn(column.Name, HiveTypes.Write(column.Type)));
        }

        return columns;
    }
}

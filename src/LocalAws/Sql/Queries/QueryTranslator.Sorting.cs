using System.Globalization;
using LocalAws.Sql.Expressions;
using LocalAws.Sql.Names;
using LocalAws.Sql.Syntax;

namespace LocalAws.Sql.Queries;

internal sealed partial class QueryTranslator
{
    public static string OrderBy(IReadOnlyCollection<string> items)
    {
        if (items.Count == 0)
            return "";
        return $" ORDER BY {string.Join(", ", items)}";
    }

    /// <summary>Trino puts nulls last, both ways, unless told otherwise.</summary>
    public static string Sorted(SortItem item, string sql) =>
        $"{sql} {(item.Descending ? "DESC" : "ASC")} NULLS {(item.NullsFirst == true ? "FIRST" : "LAST")}";

    private static string? Ordinal(SortItem item, int columns)
    {
        if (Ordinal(item.Value, columns, "ORDER BY") is { } n)
            return $"c{n}";
        return null;
    }

    private static int? Ordinal(Expression value, int columns, string clause)
    {
        if (value is not NumberLiteral { Kind: TokenKind.Integer } number)
            return null;
        return int.TryParse(number.Text, NumberStyles.None, null, out var n) && n >= 1 && n <= columns
            ? n
            : throw SqlErrors.At(
                "INVALID_COLUMN_REFERENCE",
                number.At,
                $"{clause} position {number.Text} is not in select list"
            );
    }

    private string Limits(Query? query)
    {
        if (query is null)
            return "";
        var limit = query.Limit is null ? "" : $" LIMIT {Rows(query.Limit)}";
        var offset = query.Offset is null ? "" : $" OFFSET {Rows(query.Offset)}";
        return limit + offset;
    }

    private string Rows(Expression count)
    {
        if (new ExpressionTranslator(this, new Scope([], null)).Translate(count) is var value && value.Type.IsInteger)
            return value.Sql;
        throw SqlErrors.Type(count.At, "LIMIT and OFFSET take an integer");
    }
}

using LocalAws.Sql.Expressions;
using LocalAws.Sql.Names;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Queries;

internal sealed partial class QueryTranslator
{
    /// <summary>A column that UNNEST gives: an item of a list, or a field of one.</summary>
    /// <param name="List">Name of the list's item.</param>
    /// <param name="Field">The field of it; null for the item itself.</param>
    /// <param name="Name">The column's name, or null.</param>
    /// <param name="Type">Its type.</param>
    private sealed record UnnestColumn(string List, string? Field, string? Name, SqlType Type)
    {
        public string Sql(string prefix)
        {
            var item = $"{prefix}{List}";
            return Field is null ? item : $"struct_extract({item}, {DuckTypes.Text(Field)})";
        }
    }

    /// <summary>
    /// Lists side by side, the shorter ones filled with NULL, as Trino does; a map gives two columns, rows give their
    /// fields.
    /// </summary>
    private Source Unnest(UnnestRelation unnest, Scope? scope)
    {
        var (lists, columns) = Lists(unnest, scope);
        var items = columns.Select((column, i) => $"{column.Sql("")} AS c{i + 1}");
        var sql = $"SELECT {string.Join(", ", items)} FROM (SELECT {string.Join(", ", lists)})";
        return Derived("LATERAL ", new(sql, columns.ConvertAll(column => new OutputColumn(column.Name, column.Type))));
    }

    /// <summary>
    /// The rows of a relation, each as often as its lists have items. A join would do, but DuckDB groups by the lists for
    /// one: with lists of megabytes it runs out of memory. Null where WHERE may rule out partitions of the relation: it
    /// finds their columns by the names that they have there.
    /// </summary>
    private Source? UnnestedRows(Source left, Relation right, Scope scope)
    {
        var aliased = right as AliasedRelation;
        var isPruned = left.Prunable.Any(table => table.Columns.Count > 0);
        if ((aliased?.Of ?? right) is not UnnestRelation unnest || isPruned)
            return null;
        var (lists, columns) = Lists(unnest, scope);
        var alias = NewName("r");
        var kept = left.Columns.Select((column, i) => $"{column.Value.Sql} AS l{i}");
        var sql = $"(SELECT {string.Join(", ", kept.Concat(lists))} FROM {left.Sql}) AS {alias}";
        var before = left.Columns.Select(
            (column, i) => column with { Value = new($"{alias}.l{i}", column.Value.Type) }
        );
        var items = columns.Select(column => new ScopeColumn(
            null,
            null,
            column.Name,
            new Typed(column.Sql($"{alias}."), column.Type)
        ));
        var unnested = new Source("", [.. items], []);
        if (aliased is not null)
            unnested = unnested.As(aliased.Alias, aliased.Columns, aliased.At);
        return new Source(sql, [.. before, .. unnested.Columns], left.Prunable);
    }

    private (List<string> Lists, List<UnnestColumn> Columns) Lists(UnnestRelation unnest, Scope? scope)
    {
        var translator = new ExpressionTranslator(this, scope ?? new Scope([], null));
        List<string> lists = [];
        List<UnnestColumn> columns = [];
        List<string> lengths = [];
        foreach (var array in unnest.Arrays)
        {
            var value = translator.Translate(array);
            lengths.Add(value.Type.IsMap ? $"cardinality({value.Sql})" : $"len({value.Sql})");
            foreach (var (list, item) in ListsOf(value, array.At))
                columns.AddRange(ColumnsOf(Add(list), item, isSpread: value.Type.IsArray && item.IsRow));
        }

        if (unnest.Ordinality)
        {
            var longest = lengths.Count == 1 ? lengths[0] : $"greatest({string.Join(", ", lengths)})";
            columns.Add(new(Add($"generate_series(1, CAST({longest} AS BIGINT))"), null, null, SqlType.BigInt));
        }

        return (lists, columns);

        string Add(string list)
        {
            var name = $"u{lists.Count}";
            lists.Add($"unnest({list}) AS {name}");
            return name;
        }
    }

    /// <summary>The lists that a value gives, and the type of their items.</summary>
    private static IEnumerable<(string Sql, SqlType Item)> ListsOf(Typed value, Position at)
    {
        return value.Type.Kind switch
        {
            TypeKind.Map =>
            [
                ($"map_keys({value.Sql})", value.Type.Fields[0].Type),
                ($"map_values({value.Sql})", value.Type.Fields[1].Type),
            ],
            TypeKind.Array => [(value.Sql, value.Type.Element)],
            _ => throw SqlErrors.Type(at, $"Cannot unnest type: {value.Type}"),
        };
    }

    private static IEnumerable<UnnestColumn> ColumnsOf(string list, SqlType item, bool isSpread)
    {
        if (!isSpread)
            return [new(list, null, null, item)];
        return item.Fields.Select(
            (field, i) => new UnnestColumn(list, field.Name ?? $"field{i}", field.Name, field.Type)
        );
    }
}

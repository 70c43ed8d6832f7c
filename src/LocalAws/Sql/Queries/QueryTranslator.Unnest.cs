using LocalAws.Sql.Expressions;
using LocalAws.Sql.Names;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Queries;

internal sealed partial class QueryTranslator
{
    /// <summary>
    /// Lists side by side, the shorter ones filled with NULL, as Trino does; a map gives two columns, rows give their
    /// fields.
    /// </summary>
    private Source Unnest(UnnestRelation unnest, Scope? scope)
    {
        var translator = new ExpressionTranslator(this, scope ?? new Scope([], null));
        List<string> items = [];
        List<OutputColumn> columns = [];
        List<string> lengths = [];
        foreach (var array in unnest.Arrays)
        {
            var value = translator.Translate(array);
            lengths.Add(value.Type.IsMap ? $"cardinality({value.Sql})" : $"len({value.Sql})");
            foreach (var (sql, field) in Lists(value, array.At))
            {
                columns.Add(new OutputColumn(field.Name, field.Type));
                items.Add($"unnest({sql}) AS c{columns.Count}");
            }
        }

        if (unnest.Ordinality)
        {
            columns.Add(new OutputColumn(null, SqlType.BigInt));
            var longest = lengths.Count == 1 ? lengths[0] : $"greatest({string.Join(", ", lengths)})";
            items.Add($"unnest(generate_series(1, CAST({longest} AS BIGINT))) AS c{columns.Count}");
        }

        return Derived("LATERAL ", new TranslatedQuery($"SELECT {string.Join(", ", items)}", columns));
    }

    private static IEnumerable<(string Sql, SqlField Field)> Lists(Typed value, Position at) =>
        value.Type.Kind switch
        {
            TypeKind.Map =>
            [
                ($"map_keys({value.Sql})", value.Type.Fields[0]),
                ($"map_values({value.Sql})", value.Type.Fields[1]),
            ],
            TypeKind.Array when value.Type.Element.IsRow => value.Type.Element.Fields.Select(
                (field, i) =>
                    (
                        $"list_transform({value.Sql}, lambda _u: struct_extract(_u, {DuckTypes.Text(field.Name ?? $"field{i}")}))",
                        field
                    )
            ),
            TypeKind.Array => [(value.Sql, value.Type.Fields[0])],
            _ => throw SqlErrors.Type(at, $"Cannot unnest type: {value.Type}"),
        };
}

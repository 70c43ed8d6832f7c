using LocalAws.Sql.Expressions;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Functions;

internal static class CollectionFunctions
{
    public static void AddTo(FunctionTable table)
    {
        table.Scalar("cardinality(array or map) -> bigint", Cardinality);
        table.Scalar("element_at(array or map, index or key) -> element, NULL where there is none", ElementAt);
        table.Scalar("contains(array, x) -> boolean", Contains);
        table.Scalar(
            "array_position(array, x) -> bigint",
            c => Typed.BigInt($"coalesce(list_position({Array(c, 0).Sql}, {c.Sql(1, Array(c, 0).Type.Element)}), 0)")
        );
        table.Scalar("array_distinct(array) -> array", c => SameType(c, "list_distinct({0})"));
        table.Scalar("array_sort(array) -> array", c => SameType(c, "list_sort({0}, 'ASC', 'NULLS LAST')"));
        table.Scalar("array_max(array) -> element", c => new($"list_max({Array(c, 0).Sql})", Array(c, 0).Type.Element));
        table.Scalar("array_min(array) -> element", c => new($"list_min({Array(c, 0).Sql})", Array(c, 0).Type.Element));
        table.Scalar("array_join(array, separator[, null replacement]) -> varchar", Join);
        table.Scalar("array_intersect(array, array) -> array", c => Two(c, "list_distinct(list_intersect({0}, {1}))"));
        table.Scalar("array_union(array, array) -> array", c => Two(c, "list_distinct({0} || {1})"));
        table.Scalar(
            "arrays_overlap(array, array) -> boolean",
            c => Typed.Boolean(Two(c, "list_has_any({0}, {1})").Sql)
        );
        table.Scalar("flatten(array(array)) -> array", Flatten);
        table.Scalar("slice(array, start, length) -> array", Slice);
        table.Scalar(
            "repeat(x, bigint) -> array",
            c =>
                new(
                    $"list_transform(range(0, {c.Sql(1, SqlType.BigInt)}), lambda _r: {c.Value(0).Sql})",
                    SqlType.Array(c.Value(0).Type)
                )
        );
        table.Scalar("sequence(start, stop[, step]) -> array", Sequence);
        table.Scalar("map() or map(array, array) -> map", MapOf);
        table.Scalar("map_keys(map) -> array", c => new($"map_keys({Map(c).Sql})", SqlType.Array(Map(c).Type.Element)));
        table.Scalar(
            "map_values(map) -> array",
            c => new($"map_values({Map(c).Sql})", SqlType.Array(Map(c).Type.Value))
        );
        table.Scalar("map_concat(map, map) -> map", c => Two(c, "map_concat({0}, {1})"));
    }

    public static Typed Array(Invocation c, int index) => c.Of(index, TypeKind.Array);

    private static Typed Map(Invocation c) => c.Of(0, TypeKind.Map);

    private static Typed SameType(Invocation c, string template)
    {
        c.Takes(1, 1);
        return new(FunctionTable.Fill(template, Array(c, 0).Sql), Array(c, 0).Type);
    }

    private static Typed Two(Invocation c, string template)
    {
        c.Takes(2, 2);
        var (a, b) = Operators.Same(c.At, c.Value(0), c.Value(1), ",");
        return new(FunctionTable.Fill(template, a.Sql, b.Sql), a.Type);
    }

    private static Typed Cardinality(Invocation c)
    {
        c.Takes(1, 1);
        if (c.Of(0, TypeKind.Array, TypeKind.Map).Type.IsMap)
            return Typed.BigInt($"CAST(cardinality({c.Value(0).Sql}) AS BIGINT)");
        return Typed.BigInt($"len({c.Value(0).Sql})");
    }

    private static Typed ElementAt(Invocation c)
    {
        c.Takes(2, 2);
        var of = c.Of(0, TypeKind.Array, TypeKind.Map);
        if (of.Type.IsMap)
            return Operators.MapValue(of, new Typed(c.Sql(1, of.Type.Element), of.Type.Element), true);
        return new($"list_extract({of.Sql}, {c.Sql(1, SqlType.BigInt)})", of.Type.Element);
    }

    /// <summary>NULL where the item is not found and the array holds a NULL.</summary>
    private static Typed Contains(Invocation c)
    {
        c.Takes(2, 2);
        var array = Array(c, 0).Sql;
        var item = c.Sql(1, Array(c, 0).Type.Element);
        return Typed.Boolean(
            $"(CASE WHEN {array} IS NULL OR {item} IS NULL THEN NULL WHEN list_contains({array}, {item}) THEN TRUE "
                + $"WHEN list_position({array}, NULL) > 0 THEN NULL ELSE FALSE END)"
        );
    }

    private static Typed Join(Invocation c)
    {
        c.Takes(2, 3);
        var texts =
            $"list_transform({Array(c, 0).Sql}, lambda _j: {Casts.Explicit(new Typed("_j", Array(c, 0).Type.Element), SqlType.Varchar, false, c.At).Sql})";
        if (c.Count == 3)
            texts = $"list_transform({texts}, lambda _n: coalesce(_n, {c.Sql(2, SqlType.Varchar)}))";
        return Typed.Varchar($"coalesce(array_to_string({texts}, {c.Sql(1, SqlType.Varchar)}), '')");
    }

    private static Typed Flatten(Invocation c)
    {
        c.Takes(1, 1);
        if (Array(c, 0).Type.Element.IsArray)
            return new($"flatten({Array(c, 0).Sql})", Array(c, 0).Type.Element);
        throw c.Mismatch();
    }

    private static Typed Slice(Invocation c)
    {
        c.Takes(3, 3);
        var array = Array(c, 0);
        var start = c.Sql(1, SqlType.BigInt);
        var length = c.Sql(2, SqlType.BigInt);
        var from = $"(CASE WHEN {start} < 0 THEN len({array.Sql}) + {start} + 1 ELSE {start} END)";
        return new($"list_slice({array.Sql}, {from}, {from} + {length} - 1)", array.Type);
    }

    private static Typed Sequence(Invocation c)
    {
        c.Takes(2, 3);
        var (a, b) = Operators.Same(c.At, c.Value(0), c.Value(1), "sequence");
        if (a.Type.IsInteger)
        {
            var first = a.As(SqlType.BigInt, c.At).Sql;
            var last = b.As(SqlType.BigInt, c.At).Sql;
            var step = c.Count == 3 ? c.Sql(2, SqlType.BigInt) : $"(CASE WHEN {first} <= {last} THEN 1 ELSE -1 END)";
            var type = c.Count == 3 ? SqlType.BigInt : a.Type;
            return new(
                $"CAST(generate_series({first}, {last}, {step}) AS {DuckTypes.Write(SqlType.Array(type))})",
                SqlType.Array(type)
            );
        }

        if (a.Type.Kind is not (TypeKind.Date or TypeKind.Timestamp))
            throw c.Mismatch();
        var interval =
            c.Count == 3
                ? c.Of(2, TypeKind.IntervalDay, TypeKind.IntervalYear).Sql
                : $"(CASE WHEN {a.Sql} <= {b.Sql} THEN INTERVAL 1 DAY ELSE INTERVAL (-1) DAY END)";
        var array = SqlType.Array(a.Type);
        return new(
            $"CAST(generate_series(CAST({a.Sql} AS TIMESTAMP), CAST({b.Sql} AS TIMESTAMP), {interval}) AS {DuckTypes.Write(array)})",
            array
        );
    }

    private static Typed MapOf(Invocation c)
    {
        if (c.Count == 0)
            return new("MAP {}", SqlType.Map(SqlType.Unknown, SqlType.Unknown));
        c.Takes(2, 2);
        return new(
            $"map({Array(c, 0).Sql}, {Array(c, 1).Sql})",
            SqlType.Map(Array(c, 0).Type.Element, Array(c, 1).Type.Element)
        );
    }
}

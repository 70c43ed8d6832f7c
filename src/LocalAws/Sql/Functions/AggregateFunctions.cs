using LocalAws.Sql.Types;

namespace LocalAws.Sql.Functions;

internal static class AggregateFunctions
{
    public static void AddTo(FunctionTable table)
    {
        Add("count", "count(*) or count(x) -> bigint", Count);
        Add(
            "count_if",
            "count_if(boolean) -> bigint",
            // DuckDB's own gives NULL where every value is NULL or there is no row.
            c => new Typed(c.Aggregate("count", $"nullif({c.Sql(0, SqlType.Boolean)}, false)"), SqlType.BigInt)
        );
        Add("sum", "sum(x) -> bigint, double, real or decimal(38,s)", Sum);
        Add("avg", "avg(x) -> double, real or the decimal's own type", Average);
        Add("min", "min(x) -> type of x", c => Same(c, "min"));
        Add("max", "max(x) -> type of x", c => Same(c, "max"));
        Add("any_value", "any_value(x) -> type of x", c => Same(c, "any_value"));
        Add("arbitrary", "arbitrary(x) -> type of x", c => Same(c, "any_value"));
        Add("max_by", "max_by(x, y) -> type of x", c => By(c, "arg_max_null"));
        Add("min_by", "min_by(x, y) -> type of x", c => By(c, "arg_min_null"));
        Add(
            "bool_and",
            "bool_and(boolean) -> boolean",
            c => new Typed(c.Aggregate("bool_and", c.Sql(0, SqlType.Boolean)), SqlType.Boolean)
        );
        Add(
            "every",
            "every(boolean) -> boolean",
            c => new Typed(c.Aggregate("bool_and", c.Sql(0, SqlType.Boolean)), SqlType.Boolean)
        );
        Add(
            "bool_or",
            "bool_or(boolean) -> boolean",
            c => new Typed(c.Aggregate("bool_or", c.Sql(0, SqlType.Boolean)), SqlType.Boolean)
        );
        Add(
            "array_agg",
            "array_agg(x) -> array(x)",
            c => new Typed(c.Aggregate("list", c.Value(0).Sql), SqlType.Array(c.Value(0).Type))
        );
        Add("listagg", "listagg(varchar[, varchar]) WITHIN GROUP (ORDER BY ...) -> varchar", ListAggregate);
        Add("approx_distinct", "approx_distinct(x) -> bigint", ApproximateCount);
        Add("approx_percentile", "approx_percentile(x, double) -> type of x", Percentile);
        Add("histogram", "histogram(x) -> map(x, bigint)", Histogram);
        Add("map_agg", "map_agg(k, v) -> map(k, v)", MapOf);
        foreach (
            var (name, duck) in new[]
            {
                ("stddev", "stddev_samp"),
                ("stddev_samp", "stddev_samp"),
                ("stddev_pop", "stddev_pop"),
                ("variance", "var_samp"),
                ("var_samp", "var_samp"),
                ("var_pop", "var_pop"),
                ("geometric_mean", "geomean"),
            }
        )
            Add(
                name,
                $"{name}(double) -> double",
                c => new Typed(c.Aggregate(duck, c.Sql(0, SqlType.Double)), SqlType.Double)
            );
        Add("grouping", "grouping(column, ...) -> bigint", Grouping);

        void Add(string name, string signature, Func<Invocation, Typed> form) =>
            table.Add(name, FunctionKind.Aggregate, signature, form);
    }

    private static Typed Count(Invocation c)
    {
        if (!c.Star && c.Count > 0)
            c.Takes(1, 1);
        return new Typed(
            c.Count == 0 ? c.Aggregate("count", "*") : c.Aggregate("count", c.Value(0).Sql),
            SqlType.BigInt
        );
    }

    private static Typed Sum(Invocation c)
    {
        c.Takes(1, 1);
        var value = c.Value(0);
        var type = value.Type.Kind switch
        {
            TypeKind.TinyInt or TypeKind.SmallInt or TypeKind.Integer or TypeKind.BigInt => SqlType.BigInt,
            TypeKind.Decimal => SqlType.Decimal(38, value.Type.Scale),
            TypeKind.Real or TypeKind.Double => value.Type,
            _ => throw c.Mismatch(),
        };
        return new Typed($"CAST({c.Aggregate("sum", value.Sql)} AS {DuckTypes.Write(type)})", type);
    }

    private static Typed Average(Invocation c)
    {
        c.Takes(1, 1);
        var value = c.Value(0);
        if (value.Type.Kind == TypeKind.Decimal)
            return Decimals.Mean(c.Aggregate("sum", value.Sql), c.Aggregate("count", value.Sql), value.Type);
        var type = value.Type.Kind == TypeKind.Real ? SqlType.Real : SqlType.Double;
        return new Typed($"CAST({c.Aggregate("avg", c.Sql(0, SqlType.Double))} AS {DuckTypes.Write(type)})", type);
    }

    private static Typed Same(Invocation c, string function)
    {
        c.Takes(1, 1);
        return new Typed(c.Aggregate(function, c.Value(0).Sql), c.Value(0).Type);
    }

    private static Typed By(Invocation c, string function)
    {
        c.Takes(2, 2);
        return new Typed(c.Aggregate(function, c.Value(0).Sql, c.Value(1).Sql), c.Value(0).Type);
    }

    private static Typed ListAggregate(Invocation c)
    {
        c.Takes(1, 2);
        var separator = c.Count == 2 ? c.Sql(1, SqlType.Varchar) : "''";
        return new Typed(c.Aggregate("string_agg", c.Sql(0, SqlType.Varchar), separator), SqlType.Varchar);
    }

    private static Typed ApproximateCount(Invocation c)
    {
        c.Takes(1, 2);
        return new Typed($"CAST({c.Aggregate("approx_count_distinct", c.Value(0).Sql)} AS BIGINT)", SqlType.BigInt);
    }

    /// <summary>Exact where Athena estimates.</summary>
    private static Typed Percentile(Invocation c)
    {
        c.Takes(2, 2);
        if (c.Value(0).Type.IsNumeric)
            return new Typed(c.Aggregate("quantile_disc", c.Value(0).Sql, c.Sql(1, SqlType.Double)), c.Value(0).Type);
        throw c.Mismatch();
    }

    private static Typed Histogram(Invocation c)
    {
        c.Takes(1, 1);
        var type = SqlType.Map(c.Value(0).Type, SqlType.BigInt);
        return new Typed($"CAST({c.Aggregate("histogram", c.Value(0).Sql)} AS {DuckTypes.Write(type)})", type);
    }

    private static Typed MapOf(Invocation c)
    {
        c.Takes(2, 2);
        var key = c.Value(0);
        var value = c.Value(1);
        return new Typed(
            $"map({c.Aggregate("list", key.Sql)}, {c.Aggregate("list", value.Sql)})",
            SqlType.Map(key.Type, value.Type)
        );
    }

    private static Typed Grouping(Invocation c)
    {
        c.Takes(1, 32);
        return new Typed($"CAST(grouping({string.Join(", ", c.Values.Select(v => v.Sql))}) AS BIGINT)", SqlType.BigInt);
    }
}

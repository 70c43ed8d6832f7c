using LocalAws.Sql.Types;

namespace LocalAws.Sql.Functions;

internal static class AggregateFunctions
{
    /// <summary>Trino's names and DuckDB's.</summary>
    private static readonly (string Name, string Duck)[] Statistics =
    [
        ("stddev", "stddev_samp"),
        ("stddev_samp", "stddev_samp"),
        ("stddev_pop", "stddev_pop"),
        ("variance", "var_samp"),
        ("var_samp", "var_samp"),
        ("var_pop", "var_pop"),
        ("geometric_mean", "geomean"),
    ];

    public static void AddTo(FunctionTable table)
    {
        Add("count(*) or count(x) -> bigint", Count);
        Add(
            "count_if(boolean) -> bigint",
            // DuckDB's own gives NULL where every value is NULL or there is no row.
            c => Typed.BigInt(c.Aggregate("count", $"nullif({c.Sql(0, SqlType.Boolean)}, false)"))
        );
        Add("sum(x) -> bigint, double, real or decimal(38,s)", Sum);
        Add("avg(x) -> double, real or the decimal's own type", Average);
        Add("min(x) -> type of x", c => Same(c, "min"));
        Add("max(x) -> type of x", c => Same(c, "max"));
        Add("any_value(x) -> type of x", c => Same(c, "any_value"));
        Add("arbitrary(x) -> type of x", c => Same(c, "any_value"));
        Add("max_by(x, y) -> type of x", c => By(c, "arg_max_null"));
        Add("min_by(x, y) -> type of x", c => By(c, "arg_min_null"));
        Add("bool_and(boolean) -> boolean", c => Typed.Boolean(c.Aggregate("bool_and", c.Sql(0, SqlType.Boolean))));
        Add("every(boolean) -> boolean", c => Typed.Boolean(c.Aggregate("bool_and", c.Sql(0, SqlType.Boolean))));
        Add("bool_or(boolean) -> boolean", c => Typed.Boolean(c.Aggregate("bool_or", c.Sql(0, SqlType.Boolean))));
        Add("array_agg(x) -> array(x)", ArrayOf);
        Add("listagg(varchar[, varchar]) WITHIN GROUP (ORDER BY ...) -> varchar", ListAggregate);
        Add("approx_distinct(x) -> bigint", ApproximateCount);
        Add("approx_percentile(x, double) -> type of x", Percentile);
        Add("histogram(x) -> map(x, bigint)", Histogram);
        Add("map_agg(k, v) -> map(k, v)", MapOf);
        foreach (var (name, duck) in Statistics)
            Add($"{name}(double) -> double", c => Typed.Double(c.Aggregate(duck, c.Sql(0, SqlType.Double))));
        Add("grouping(column, ...) -> bigint", Grouping);

        void Add(string signature, Func<Invocation, Typed> form) => table.Add(FunctionKind.Aggregate, signature, form);
    }

    private static Typed Count(Invocation c)
    {
        if (!c.Star && c.Count > 0)
            c.Takes(1, 1);
        var counted = c.Count == 0 ? "*" : c.Value(0).Sql;
        return Typed.BigInt(c.Aggregate("count", counted));
    }

    private static Typed ArrayOf(Invocation c)
    {
        var value = c.Value(0);
        return new(c.Aggregate("list", value.Sql), SqlType.Array(value.Type));
    }

    private static Typed Sum(Invocation c)
    {
        c.Takes(1, 1);
        var value = c.Value(0);
        var type = value.Type.Kind switch
        {
            TypeKind.Decimal => SqlType.Decimal(38, value.Type.Scale),
            _ when value.Type.IsInteger => SqlType.BigInt,
            _ when value.Type.IsFloating => value.Type,
            _ => throw c.Mismatch(),
        };
        return new($"CAST({c.Aggregate("sum", value.Sql)} AS {DuckTypes.Write(type)})", type);
    }

    private static Typed Average(Invocation c)
    {
        c.Takes(1, 1);
        var value = c.Value(0);
        if (value.Type.IsDecimal)
        {
            var sum = c.Aggregate("sum", value.Sql);
            var count = c.Aggregate("count", value.Sql);
            return Decimals.Mean(sum, count, value.Type);
        }

        var type = value.Type.Kind == TypeKind.Real ? SqlType.Real : SqlType.Double;
        return new($"CAST({c.Aggregate("avg", c.Sql(0, SqlType.Double))} AS {DuckTypes.Write(type)})", type);
    }

    private static Typed Same(Invocation c, string function)
    {
        c.Takes(1, 1);
        var value = c.Value(0);
        return new(c.Aggregate(function, value.Sql), value.Type);
    }

    private static Typed By(Invocation c, string function)
    {
        c.Takes(2, 2);
        var value = c.Value(0);
        return new(c.Aggregate(function, value.Sql, c.Value(1).Sql), value.Type);
    }

    private static Typed ListAggregate(Invocation c)
    {
        c.Takes(1, 2);
        var separator = c.Count == 2 ? c.Sql(1, SqlType.Varchar) : "''";
        return Typed.Varchar(c.Aggregate("string_agg", c.Sql(0, SqlType.Varchar), separator));
    }

    private static Typed ApproximateCount(Invocation c)
    {
        c.Takes(1, 2);
        return Typed.BigInt($"CAST({c.Aggregate("approx_count_distinct", c.Value(0).Sql)} AS BIGINT)");
    }

    /// <summary>Exact where Athena estimates.</summary>
    private static Typed Percentile(Invocation c)
    {
        c.Takes(2, 2);
        var value = c.Value(0);
        if (!value.Type.IsNumeric)
            throw c.Mismatch();
        var percentile = c.Aggregate("quantile_disc", value.Sql, c.Sql(1, SqlType.Double));
        return new(percentile, value.Type);
    }

    private static Typed Histogram(Invocation c)
    {
        c.Takes(1, 1);
        var type = SqlType.Map(c.Value(0).Type, SqlType.BigInt);
        return new($"CAST({c.Aggregate("histogram", c.Value(0).Sql)} AS {DuckTypes.Write(type)})", type);
    }

    private static Typed MapOf(Invocation c)
    {
        c.Takes(2, 2);
        var key = c.Value(0);
        var value = c.Value(1);
        var keys = c.Aggregate("list", key.Sql);
        var values = c.Aggregate("list", value.Sql);
        return new($"map({keys}, {values})", SqlType.Map(key.Type, value.Type));
    }

    private static Typed Grouping(Invocation c)
    {
        c.Takes(1, 32);
        return Typed.BigInt($"CAST(grouping({string.Join(", ", c.Values.Select(v => v.Sql))}) AS BIGINT)");
    }
}

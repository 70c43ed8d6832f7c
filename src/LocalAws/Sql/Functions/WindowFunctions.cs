using LocalAws.Sql.Types;

namespace LocalAws.Sql.Functions;

internal static class WindowFunctions
{
    public static void AddTo(FunctionTable table)
    {
        foreach (var name in new[] { "row_number", "rank", "dense_rank" })
            Add($"{name}() -> bigint", c => Typed.BigInt(c.Aggregate(name)));
        foreach (var name in new[] { "percent_rank", "cume_dist" })
            Add($"{name}() -> double", c => Typed.Double(c.Aggregate(name)));
        Add("ntile(bigint) -> bigint", c => Typed.BigInt(c.Aggregate("ntile", c.Sql(0, SqlType.BigInt))));
        Add("first_value(x) -> type of x", c => Picked(c, "first_value"));
        Add("last_value(x) -> type of x", c => Picked(c, "last_value"));
        Add("nth_value(x, bigint) -> type of x", c => Picked(c, "nth_value", c.Sql(1, SqlType.BigInt)));
        Add("lag(x[, offset[, default]]) -> type of x", c => Shifted(c, "lag"));
        Add("lead(x[, offset[, default]]) -> type of x", c => Shifted(c, "lead"));

        void Add(string signature, Func<Invocation, Typed> form) => table.Add(FunctionKind.Window, signature, form);
    }

    private static Typed Picked(Invocation c, string function, params string[] which)
    {
        var value = c.Value(0);
        return new(c.Aggregate(function, [value.Sql, .. which]), value.Type);
    }

    private static Typed Shifted(Invocation c, string function)
    {
        c.Takes(1, 3);
        var value = c.Value(0);
        var sql = c.Count switch
        {
            1 => c.Aggregate(function, value.Sql),
            2 => c.Aggregate(function, value.Sql, c.Sql(1, SqlType.BigInt)),
            _ => c.Aggregate(function, value.Sql, c.Sql(1, SqlType.BigInt), c.Sql(2, value.Type)),
        };
        return new(sql, value.Type);
    }
}

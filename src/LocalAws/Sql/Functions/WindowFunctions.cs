using LocalAws.Sql.Types;

namespace LocalAws.Sql.Functions;

internal static class WindowFunctions
{
    public static void AddTo(FunctionTable table)
    {
        foreach (var name in new[] { "row_number", "rank", "dense_rank" })
            Add(name, $"{name}() -> bigint", c => new Typed(c.Aggregate(name), SqlType.BigInt));
        foreach (var name in new[] { "percent_rank", "cume_dist" })
            Add(name, $"{name}() -> double", c => new Typed(c.Aggregate(name), SqlType.Double));
        Add(
            "ntile",
            "ntile(bigint) -> bigint",
            c => new Typed(c.Aggregate("ntile", c.Sql(0, SqlType.BigInt)), SqlType.BigInt)
        );
        Add(
            "first_value",
            "first_value(x) -> type of x",
            c => new Typed(c.Aggregate("first_value", c.Value(0).Sql), c.Value(0).Type)
        );
        Add(
            "last_value",
            "last_value(x) -> type of x",
            c => new Typed(c.Aggregate("last_value", c.Value(0).Sql), c.Value(0).Type)
        );
        Add(
            "nth_value",
            "nth_value(x, bigint) -> type of x",
            c => new Typed(c.Aggregate("nth_value", c.Value(0).Sql, c.Sql(1, SqlType.BigInt)), c.Value(0).Type)
        );
        Add("lag", "lag(x[, offset[, default]]) -> type of x", c => Shifted(c, "lag"));
        Add("lead", "lead(x[, offset[, default]]) -> type of x", c => Shifted(c, "lead"));

        void Add(string name, string signature, Func<Invocation, Typed> form) =>
            table.Add(name, FunctionKind.Window, signature, form);
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
        return new Typed(sql, value.Type);
    }
}

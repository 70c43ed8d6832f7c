using LocalAws.Sql.Expressions;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Functions;

internal static class MathFunctions
{
    private static readonly string[] OfOneNumber =
    [
        "exp",
        "sqrt",
        "cbrt",
        "sin",
        "cos",
        "tan",
        "asin",
        "acos",
        "atan",
        "degrees",
        "radians",
    ];

    public static void AddTo(FunctionTable table)
    {
        table.Scalar("abs(x) -> type of x", c => Number(c, "abs({0})"));
        table.Scalar(
            "sign(x) -> type of x",
            c => new($"CAST(sign({Numeric(c).Sql}) AS {DuckTypes.Write(c.Value(0).Type)})", c.Value(0).Type)
        );
        table.Scalar("round(x[, integer]) -> type of x", Round);
        table.Scalar("ceil(x) -> type of x", c => Whole(c, "ceil"));
        table.Scalar("ceiling(x) -> type of x", c => Whole(c, "ceil"));
        table.Scalar("floor(x) -> type of x", c => Whole(c, "floor"));
        table.Scalar("truncate(x) -> type of x", c => Whole(c, "trunc"));
        table.Scalar(
            "mod(n, m) -> common type",
            c =>
                Operators.Binary(
                    new Syntax.Binary(c.At, "%", c.Syntax(0), c.Syntax(1)),
                    c.Value(0),
                    c.Value(1),
                    c.InTry
                )
        );
        AddSame(table);
        table.Scalar("random() -> double", Random);
        table.Scalar("rand() -> double", Random);
    }

    /// <summary>Those that DuckDB has alike.</summary>
    private static void AddSame(FunctionTable table)
    {
        var number = SqlType.Double;
        var whole = SqlType.BigInt;
        var truth = SqlType.Boolean;
        foreach (var name in OfOneNumber)
            table.Same(name, number, $"{name}({{0}})", number);
        table.Same("ln", number, "ln(nullif({0}, 0))", number);
        table.Same("log2", number, "log2({0})", number);
        table.Same("log10", number, "log10({0})", number);
        table.Same("log", number, "(ln({1}) / ln({0}))", number, number);
        table.Same("power", number, "power({0}, {1})", number, number);
        table.Same("pow", number, "power({0}, {1})", number, number);
        table.Same("atan2", number, "atan2({0}, {1})", number, number);
        table.Same("pi", number, "pi()");
        table.Same("e", number, "exp(CAST(1 AS DOUBLE))");
        table.Same("nan", number, "CAST('nan' AS DOUBLE)");
        table.Same("infinity", number, "CAST('inf' AS DOUBLE)");
        table.Same("is_nan", truth, "isnan({0})", number);
        table.Same("is_finite", truth, "isfinite({0})", number);
        table.Same("is_infinite", truth, "isinf({0})", number);
        table.Same("bitwise_and", whole, "({0} & {1})", whole, whole);
        table.Same("bitwise_or", whole, "({0} | {1})", whole, whole);
        table.Same("bitwise_xor", whole, "xor({0}, {1})", whole, whole);
    }

    private static Typed Numeric(Invocation c)
    {
        c.Takes(1, 1);
        var value = c.Value(0);
        if (value.Type.IsNumeric || value.Type.IsUnknown)
            return value;
        throw c.Mismatch();
    }

    private static Typed Number(Invocation c, string template)
    {
        var value = Numeric(c);
        return new(FunctionTable.Fill(template, value.Sql), value.Type);
    }

    private static Typed Random(Invocation c)
    {
        c.Takes(0, 0);
        c.Translator.NoteMore();
        return Typed.Double("random()");
    }

    /// <summary>A half is rounded away from zero; a decimal keeps its scale and gains a digit.</summary>
    private static Typed Round(Invocation c)
    {
        c.Takes(1, 2);
        var value = c.Value(0);
        if (!value.Type.IsNumeric)
            throw c.Mismatch();
        var digits = c.Count == 2 ? $", {c.Sql(1, SqlType.Integer)}" : "";
        var type = c.Count == 2 ? Wider(value.Type) : WholeOf(value.Type);
        return new($"CAST(round({value.Sql}{digits}) AS {DuckTypes.Write(type)})", type);
    }

    private static Typed Whole(Invocation c, string function)
    {
        var value = Numeric(c);
        var type = WholeOf(value.Type);
        return new($"CAST({function}({value.Sql}) AS {DuckTypes.Write(type)})", type);
    }

    private static SqlType Wider(SqlType type)
    {
        if (!type.IsDecimal)
            return type;
        return SqlType.Decimal(type.Precision + 1, type.Scale);
    }

    /// <summary>The type without a fraction. Rounding up may need one digit more.</summary>
    private static SqlType WholeOf(SqlType type)
    {
        if (!type.IsDecimal)
            return type;
        var digits = type.Precision - type.Scale;
        var more = Math.Min(1, type.Scale);
        return SqlType.Decimal(digits + more, 0);
    }
}

using LocalAws.Sql.Expressions;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Functions;

internal static class MathFunctions
{
    public static void AddTo(FunctionTable table)
    {
        table.Scalar("abs", "abs(x) -> type of x", c => Number(c, "abs({0})"));
        table.Scalar(
            "sign",
            "sign(x) -> type of x",
            c => new Typed($"CAST(sign({Numeric(c).Sql}) AS {DuckTypes.Write(c.Value(0).Type)})", c.Value(0).Type)
        );
        table.Scalar("round", "round(x[, integer]) -> type of x", Round);
        table.Scalar("ceil", "ceil(x) -> type of x", c => Whole(c, "ceil"));
        table.Scalar("ceiling", "ceiling(x) -> type of x", c => Whole(c, "ceil"));
        table.Scalar("floor", "floor(x) -> type of x", c => Whole(c, "floor"));
        table.Scalar("truncate", "truncate(x) -> type of x", c => Whole(c, "trunc"));
        table.Scalar(
            "mod",
            "mod(n, m) -> common type",
            c =>
                Operators.Binary(
                    new Syntax.Binary(c.At, "%", c.Syntax(0), c.Syntax(1)),
                    c.Value(0),
                    c.Value(1),
                    c.InTry
                )
        );
        foreach (
            var name in new[]
            {
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
            }
        )
            table.Same(name, SqlType.Double, $"{name}({{0}})", SqlType.Double);
        table.Same("ln", SqlType.Double, "ln(nullif({0}, 0))", SqlType.Double);
        table.Same("log2", SqlType.Double, "log2({0})", SqlType.Double);
        table.Same("log10", SqlType.Double, "log10({0})", SqlType.Double);
        table.Same("log", SqlType.Double, "(ln({1}) / ln({0}))", SqlType.Double, SqlType.Double);
        table.Same("power", SqlType.Double, "power({0}, {1})", SqlType.Double, SqlType.Double);
        table.Same("pow", SqlType.Double, "power({0}, {1})", SqlType.Double, SqlType.Double);
        table.Same("atan2", SqlType.Double, "atan2({0}, {1})", SqlType.Double, SqlType.Double);
        table.Same("pi", SqlType.Double, "pi()");
        table.Same("e", SqlType.Double, "exp(CAST(1 AS DOUBLE))");
        table.Same("nan", SqlType.Double, "CAST('nan' AS DOUBLE)");
        table.Same("infinity", SqlType.Double, "CAST('inf' AS DOUBLE)");
        table.Same("is_nan", SqlType.Boolean, "isnan({0})", SqlType.Double);
        table.Same("is_finite", SqlType.Boolean, "isfinite({0})", SqlType.Double);
        table.Same("is_infinite", SqlType.Boolean, "isinf({0})", SqlType.Double);
        table.Same("bitwise_and", SqlType.BigInt, "({0} & {1})", SqlType.BigInt, SqlType.BigInt);
        table.Same("bitwise_or", SqlType.BigInt, "({0} | {1})", SqlType.BigInt, SqlType.BigInt);
        table.Same("bitwise_xor", SqlType.BigInt, "xor({0}, {1})", SqlType.BigInt, SqlType.BigInt);
        table.Scalar("random", "random() -> double", Random);
        table.Scalar("rand", "rand() -> double", Random);
    }

    private static Typed Numeric(Invocation c)
    {
        c.Takes(1, 1);
        var value = c.Value(0);
        if (value.Type.IsNumeric || value.Type.Kind == TypeKind.Unknown)
            return value;
        throw c.Mismatch();
    }

    private static Typed Number(Invocation c, string template) =>
        new(FunctionTable.Fill(template, Numeric(c).Sql), c.Value(0).Type);

    private static Typed Random(Invocation c)
    {
        c.Takes(0, 0);
        c.Translator.NoteMore();
        return new Typed("random()", SqlType.Double);
    }

    /// <summary>A half is rounded away from zero; a decimal keeps its scale and gains a digit.</summary>
    private static Typed Round(Invocation c)
    {
        c.Takes(1, 2);
        var value = c.Value(0);
        if (!value.Type.IsNumeric)
            throw c.Mismatch();
        var digits = c.Count == 2 ? $", {c.Sql(1, SqlType.Integer)}" : string.Empty;
        var type = c.Count == 2 ? Wider(value.Type) : WholeOf(value.Type);
        return new Typed($"CAST(round({value.Sql}{digits}) AS {DuckTypes.Write(type)})", type);
    }

    private static Typed Whole(Invocation c, string function)
    {
        var value = Numeric(c);
        var type = WholeOf(value.Type);
        return new Typed($"CAST({function}({value.Sql}) AS {DuckTypes.Write(type)})", type);
    }

    private static SqlType Wider(SqlType type)
    {
        if (type.Kind != TypeKind.Decimal)
            return type;
        return SqlType.Decimal(type.Precision + 1, type.Scale);
    }

    /// <summary>The type without a fraction. Rounding up may need one digit more.</summary>
    private static SqlType WholeOf(SqlType type)
    {
        if (type.Kind != TypeKind.Decimal)
            return type;
        var digits = type.Precision - type.Scale;
        var more = Math.Min(1, type.Scale);
        return SqlType.Decimal(digits + more, 0);
    }
}

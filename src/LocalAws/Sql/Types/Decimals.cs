using LocalAws.Sql.Expressions;

namespace LocalAws.Sql.Types;

/// <summary>
/// Trino's rules for decimals. Division is exact and rounds half up, by a function of this program over unscaled
/// integers.
/// </summary>
internal static class Decimals
{
    private const int MostDigits = 38;

    public static Typed Arithmetic(string op, Typed left, Typed right, bool isTry)
    {
        var a = left.Type.AsDecimal();
        var b = right.Type.AsDecimal();
        var x = Cast(left, a);
        var y = Cast(right, b);
        var type = ResultType(op, a, b);
        return op switch
        {
            "+" or "-" or "*" when isTry && type.Precision == MostDigits => Careful(op, x, a, y, b, type),
            "/" => Divide(x, a.Scale, y, b.Scale, type, isTry),
            "%" => new($"CAST({Operators.WithoutZero(y, $"{x} % {y}", isTry)} AS {DuckTypes.Write(type)})", type),
            _ => new($"CAST(({x} {op} {y}) AS {DuckTypes.Write(type)})", type),
        };
    }

    private static SqlType ResultType(string op, SqlType a, SqlType b)
    {
        var scale = Math.Max(a.Scale, b.Scale);
        return op switch
        {
            "*" => SqlType.Decimal(a.Precision + b.Precision, a.Scale + b.Scale),
            "/" => SqlType.Decimal(a.Precision + b.Scale + Math.Max(b.Scale - a.Scale, 0), scale),
            "%" => SqlType.Decimal(Math.Min(a.Precision - a.Scale, b.Precision - b.Scale) + scale, scale),
            _ => SqlType.Decimal(Math.Max(a.Precision - a.Scale, b.Precision - b.Scale) + scale + 1, scale),
        };
    }

    private static string Cast(Typed value, SqlType type)
    {
        if (value.Type.Equals(type))
            return value.Sql;
        return $"CAST({value.Sql} AS {DuckTypes.Write(type)})";
    }

    private static Typed Divide(string x, int xScale, string y, int yScale, SqlType type, bool isTry)
    {
        var shift = type.Scale - xScale + yScale;
        var divisor = isTry ? $"nullif({Unscaled(y, yScale)}, 0)" : Unscaled(y, yScale);
        return Scaled(
            $"{(isTry ? "trino_try_divide" : "trino_divide")}({Unscaled(x, xScale)}, {divisor}, {shift})",
            type
        );
    }

    /// <summary>Sums, differences and products that may have more digits than a decimal holds: NULL then.</summary>
    private static Typed Careful(string op, string x, SqlType a, string y, SqlType b, SqlType type)
    {
        if (op == "*")
            return Scaled($"trino_try({Unscaled(x, a.Scale)}, {Unscaled(y, b.Scale)}, '*')", type);
        var wide = DuckTypes.Write(SqlType.Decimal(MostDigits, type.Scale));
        return Scaled(
            $"trino_try({Unscaled($"TRY_CAST({x} AS {wide})", type.Scale)}, {Unscaled($"TRY_CAST({y} AS {wide})", type.Scale)}, '{op}')",
            type
        );
    }

    /// <summary>The mean of a sum: rounds half up at the sum's own scale.</summary>
    public static Typed Mean(string sum, string count, SqlType type) =>
        Scaled($"trino_divide({Unscaled(sum, type.Scale)}, nullif(CAST({count} AS HUGEINT), 0), 0)", type);

    /// <summary>
    /// A decimal's digits without its point, exactly: no product of DuckDB's decimals could overflow.
    /// </summary>
    private static string Unscaled(string sql, int scale)
    {
        if (scale == 0)
            return $"CAST({sql} AS HUGEINT)";
        return $"CAST(replace(CAST({sql} AS VARCHAR), '.', '') AS HUGEINT)";
    }

    /// <summary>
    /// A text as a decimal, rounded half up once however long it is; NULL where it is none or too large.
    /// </summary>
    public static string FromText(string sql, SqlType type) =>
        Scaled($"trino_decimal({sql}, {type.Precision}, {type.Scale})", type).Sql;

    private static Typed Scaled(string unscaled, SqlType type)
    {
        var whole = $"CAST({unscaled} AS DECIMAL(38,0))";
        var sql =
            type.Scale == 0
                ? whole
                : $"({whole} * CAST('0.{new string('0', type.Scale - 1)}1' AS DECIMAL({type.Scale + 1},{type.Scale})))";
        return new($"CAST({sql} AS {DuckTypes.Write(type)})", type);
    }
}

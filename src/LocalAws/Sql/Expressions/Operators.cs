using LocalAws.Sql.Syntax;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Expressions;

/// <summary>Operators, whose meaning in Trino depends on the types of their operands.</summary>
internal static class Operators
{
    public const string ByZero = "error('DIVISION_BY_ZERO: Division by zero')";

    public static Typed Signed(Unary unary, Typed operand)
    {
        var type = operand.Type;
        var hasSign = type.IsNumeric || type.IsInterval;
        if (!hasSign && !type.IsUnknown)
            throw SqlErrors.Type(unary.At, $"Cannot apply operator: {unary.Operator}{type}");
        if (unary.Operator == "+")
            return operand;
        return new($"(-{Spaced(operand.Sql)})", type);
    }

    /// <summary>Two minus signs in a row would begin a comment.</summary>
    private static string Spaced(string sql) => sql.StartsWith('-') ? $" {sql}" : sql;

    public static Typed Binary(Binary binary, Typed left, Typed right, bool isTry) =>
        binary.Operator switch
        {
            "||" => Concat(binary.At, left, right),
            "=" or "<>" or "<" or ">" or "<=" or ">=" => Compare(binary.At, binary.Operator, left, right),
            _ => Arithmetic(binary.At, binary.Operator, left, right, isTry),
        };

    /// <summary>Both turned into their common type, or TYPE_MISMATCH as Athena writes it.</summary>
    public static (Typed Left, Typed Right) Same(Position at, Typed left, Typed right, string op)
    {
        var type = Coercion.Common(left.Type, right.Type) ?? throw Mismatch(at, left, op, right);
        return (left.As(type, at), right.As(type, at));
    }

    private static StatementException Mismatch(Position at, Typed left, string op, Typed right) =>
        SqlErrors.Type(at, $"Cannot apply operator: {left.Type} {op} {right.Type}");

    private static Typed Compare(Position at, string op, Typed left, Typed right)
    {
        var (a, b) = Same(at, left, right, op);
        if (op is not ("=" or "<>") && a.Type.Kind is TypeKind.Map or TypeKind.Json)
            throw Mismatch(at, left, op, right);
        return Typed.Boolean($"({a.Sql} {op} {b.Sql})");
    }

    public static Typed Concat(Position at, Typed left, Typed right)
    {
        if (left.Type.IsArray || right.Type.IsArray)
            return ArrayConcat(at, left, right);
        foreach (var operand in new[] { left, right })
        {
            if (operand.Type.Kind is not (TypeKind.Varchar or TypeKind.Unknown or TypeKind.Varbinary))
                throw SqlErrors.At(
                    "FUNCTION_NOT_FOUND",
                    at,
                    $"Unexpected parameters ({left.Type}, {right.Type}) for function concat. Expected: concat(varchar)"
                );
        }

        var (a, b) = Same(at, left, right, "||");
        var type = a.Type.Kind == TypeKind.Varbinary ? a.Type : SqlType.Varchar;
        return new($"({a.Sql} || {b.Sql})", type);
    }

    private static Typed ArrayConcat(Position at, Typed left, Typed right)
    {
        if (!left.Type.IsArray)
            left = new Typed($"[{left.Sql}]", SqlType.Array(left.Type));
        if (!right.Type.IsArray)
            right = new Typed($"[{right.Sql}]", SqlType.Array(right.Type));
        var (a, b) = Same(at, left, right, "||");
        return new($"({a.Sql} || {b.Sql})", a.Type);
    }

    private static Typed Arithmetic(Position at, string op, Typed left, Typed right, bool isTry)
    {
        if (left.Type.IsUnknown && right.Type.IsUnknown)
            return Typed.Null;
        if (left.Type.IsUnknown)
            left = left.As(right.Type, at);
        if (right.Type.IsUnknown)
            right = right.As(left.Type, at);
        if (left.Type.IsNumeric && right.Type.IsNumeric)
            return Numeric(at, op, left, right, isTry);
        return Moments.Arithmetic(op, left, right) ?? throw Mismatch(at, left, op, right);
    }

    private static Typed Numeric(Position at, string op, Typed left, Typed right, bool isTry)
    {
        var common = Coercion.Common(left.Type, right.Type)!;
        if (common.IsDecimal)
            return Decimals.Arithmetic(op, left, right, isTry);
        var a = left.As(common, at).Sql;
        var b = right.As(common, at).Sql;
        var sql = (op, common.IsInteger) switch
        {
            ("/", true) => WithoutZero(b, $"{a} // {b}", isTry),
            ("%", true) => WithoutZero(b, $"{a} % {b}", isTry),
            ("%", false) => $"({a} % {Spaced(b)})",
            // In a wider type first, and NULL where the result does not fit.
            (_, true) when isTry => $"TRY_CAST((CAST({a} AS HUGEINT) {op} {Spaced(b)}) AS {DuckTypes.Write(common)})",
            _ => $"({a} {op} {Spaced(b)})",
        };
        return new(sql, common);
    }

    /// <summary>DuckDB gives NULL where Trino fails.</summary>
    public static string WithoutZero(string divisor, string quotient, bool isTry) =>
        $"(CASE WHEN {divisor} = 0 THEN {(isTry ? "NULL" : ByZero)} ELSE {quotient} END)";

    public static Typed ArrayItem(Typed array, Typed index, bool isTry)
    {
        var item = $"list_extract({array.Sql}, {index.Sql})";
        if (isTry)
            return new($"(CASE WHEN {index.Sql} > 0 THEN {item} END)", array.Type.Element);
        return new(
            $"(CASE WHEN {index.Sql} = 0 THEN error('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1') "
                + $"WHEN {index.Sql} < 0 THEN error('INVALID_FUNCTION_ARGUMENT: Array subscript is negative: ' || CAST({index.Sql} AS VARCHAR)) "
                + $"WHEN {index.Sql} > len({array.Sql}) THEN error('INVALID_FUNCTION_ARGUMENT: Array subscript must be less than or equal to array length: ' "
                + $"|| CAST({index.Sql} AS VARCHAR) || ' > ' || CAST(len({array.Sql}) AS VARCHAR)) ELSE {item} END)",
            array.Type.Element
        );
    }

    public static Typed MapValue(Typed map, Typed key, bool isTry)
    {
        var value = $"map_extract_value({map.Sql}, {key.Sql})";
        if (isTry)
            return new(value, map.Type.Value);
        return new(
            $"(CASE WHEN {map.Sql} IS NULL OR {key.Sql} IS NULL OR map_contains({map.Sql}, {key.Sql}) THEN {value} "
                + $"ELSE error('INVALID_FUNCTION_ARGUMENT: Key not present in map: ' || CAST({key.Sql} AS VARCHAR)) END)",
            map.Type.Value
        );
    }
}

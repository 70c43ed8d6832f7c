using LocalAws.Sql.Types;

namespace LocalAws.Sql.Expressions;

/// <summary>Dates, timestamps and intervals in sums.</summary>
internal static class Moments
{
    public static Typed? Arithmetic(string op, Typed left, Typed right) =>
        (op, Moment(left), Moment(right)) switch
        {
            ("+" or "-", true, false) when right.Type.IsInterval => Shift(op, left, right),
            ("+", false, true) when left.Type.IsInterval => Shift(op, right, left),
            ("-", true, true) => Difference(left, right),
            ("+" or "-", false, false) when left.Type.IsInterval && left.Type.Equals(right.Type) => new(
                $"({left.Sql} {op} {right.Sql})",
                left.Type
            ),
            ("*", false, false) when left.Type.IsInterval && right.Type.IsInteger => new(
                $"({left.Sql} * {right.Sql})",
                left.Type
            ),
            ("*", false, false) when right.Type.IsInterval && left.Type.IsInteger => new(
                $"({right.Sql} * {left.Sql})",
                right.Type
            ),
            _ => null,
        };

    private static bool Moment(Typed value) =>
        value.Type.Kind is TypeKind.Date or TypeKind.Timestamp or TypeKind.TimestampTz;

    private static Typed Shift(string op, Typed moment, Typed interval) =>
        new($"CAST(({moment.Sql} {op} {interval.Sql}) AS {DuckTypes.Write(moment.Type)})", moment.Type);

    private static Typed? Difference(Typed left, Typed right)
    {
        if (Coercion.Common(left.Type, right.Type) is null)
            return null;
        var type = left.Type.HasZone || right.Type.HasZone ? "TIMESTAMPTZ" : "TIMESTAMP";
        return new($"(CAST({left.Sql} AS {type}) - CAST({right.Sql} AS {type}))", SqlType.IntervalDay);
    }
}

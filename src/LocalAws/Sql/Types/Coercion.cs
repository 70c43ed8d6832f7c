namespace LocalAws.Sql.Types;

/// <summary>Which types Trino turns into which without being asked.</summary>
internal static class Coercion
{
    /// <summary>The type that both can be turned into, or null.</summary>
    public static SqlType? Common(SqlType a, SqlType b)
    {
        if (a.Equals(b) || b.IsUnknown)
            return a;
        if (a.IsUnknown)
            return b;
        if (a.IsNumeric && b.IsNumeric)
            return Numeric(a, b);
        if (a.IsVarchar && b.IsVarchar)
            return Text(a, b);
        if (a.Kind == b.Kind)
            return SameKind(a, b);
        return Temporal(a, b) ?? Temporal(b, a);
    }

    public static bool Fits(SqlType from, SqlType to)
    {
        var common = Common(from, to);
        return to.Equals(common);
    }

    private static SqlType Text(SqlType a, SqlType b)
    {
        if (!a.IsBounded || !b.IsBounded)
            return SqlType.Varchar;
        var longest = Math.Max(a.Precision, b.Precision);
        return SqlType.VarcharOf(longest);
    }

    private static SqlType? Temporal(SqlType a, SqlType b) =>
        (a.Kind, b.Kind) switch
        {
            (TypeKind.Date, TypeKind.Timestamp or TypeKind.TimestampTz) => b,
            (TypeKind.Timestamp, TypeKind.TimestampTz) => b,
            _ => null,
        };

    private static SqlType Numeric(SqlType a, SqlType b)
    {
        if (a.IsInteger && b.IsInteger)
            return a.Kind > b.Kind ? a : b;
        if (a.Kind == TypeKind.Double || b.Kind == TypeKind.Double)
            return SqlType.Double;
        if (a.Kind == TypeKind.Real || b.Kind == TypeKind.Real)
            return SqlType.Real;
        var x = a.AsDecimal();
        var y = b.AsDecimal();
        var scale = Math.Max(x.Scale, y.Scale);
        var whole = Math.Max(x.Precision - x.Scale, y.Precision - y.Scale);
        return SqlType.Decimal(whole + scale, scale);
    }

    private static SqlType? SameKind(SqlType a, SqlType b)
    {
        if (a.Kind is TypeKind.Timestamp or TypeKind.TimestampTz)
            return a.Precision >= b.Precision ? a : b;
        if (a.Fields.Count != b.Fields.Count || a.Fields.Count == 0)
            return null;
        List<SqlField> fields = [];
        for (var i = 0; i < a.Fields.Count; i++)
        {
            var one = a.Fields[i];
            var other = b.Fields[i];
            if (Common(one.Type, other.Type) is not { } type)
                return null;
            fields.Add(new SqlField(one.Name ?? other.Name, type));
        }

        return a.Kind switch
        {
            TypeKind.Array => SqlType.Array(fields[0].Type),
            TypeKind.Map => SqlType.Map(fields[0].Type, fields[1].Type),
            _ => SqlType.Row(fields),
        };
    }
}

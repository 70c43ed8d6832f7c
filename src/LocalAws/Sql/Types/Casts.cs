using LocalAws.Sql.Syntax;

namespace LocalAws.Sql.Types;

/// <summary>CAST as Trino does it: which texts it takes, how it rounds, how it prints.</summary>
internal static partial class Casts
{
    public static Typed Implicit(Typed value, SqlType type)
    {
        if (value.Type.IsUnknown)
            return new($"CAST(NULL AS {DuckTypes.Write(type)})", type);
        var local = value.Type.Kind is TypeKind.Date or TypeKind.Timestamp;
        if (type.HasZone && local)
            return new($"(CAST({value.Sql} AS TIMESTAMP) AT TIME ZONE 'UTC')", type);
        if (type.Kind is TypeKind.Row or TypeKind.Array)
            return Explicit(value, type, false, default);
        return new($"CAST({value.Sql} AS {DuckTypes.Write(type)})", type);
    }

    /// <summary>An explicit cast; with <paramref name="isTry"/> NULL instead of an error.</summary>
    public static Typed Explicit(Typed value, SqlType type, bool isTry, Position at)
    {
        var from = value.Type;
        if (from.IsUnknown)
            return Implicit(value, type);
        var result = type.HasZone && from.HasZone ? SqlType.TimestampTz(from.Zone) : type;
        var sql = type.Kind switch
        {
            TypeKind.Varchar => ToText(value, type),
            TypeKind.Row when from.IsRow && from.Fields.Count == type.Fields.Count => RowTo(value, type, isTry, at),
            TypeKind.Array when from.IsArray => ArrayTo(value, type, isTry, at),
            _ when from.IsVarchar => FromText(value.Sql, type, isTry, at),
            _ when from.IsJson || type.IsJson => $"{Verb(isTry)}({value.Sql} AS {DuckTypes.Write(type)})",
            _ when from.IsNumeric => FromNumber(value, type, isTry, at),
            _ => Other(value, type, at),
        };
        return new(sql, result);
    }

    /// <summary>Field by field, by place: DuckDB's own cast goes by name.</summary>
    private static string RowTo(Typed value, SqlType type, bool isTry, Position at)
    {
        var fields = type.Fields.Select(
            (f, i) =>
            {
                var old = value.Type.Fields[i];
                var item = new Typed(
                    $"struct_extract({value.Sql}, {DuckTypes.Text(old.Name ?? $"field{i}")})",
                    old.Type
                );
                return $"{DuckTypes.FieldName(f, i)}: {Explicit(item, f.Type, isTry, at).Sql}";
            }
        );
        return $"(CASE WHEN {value.Sql} IS NOT NULL THEN {{{string.Join(", ", fields)}}} END)";
    }

    private static string ArrayTo(Typed value, SqlType type, bool isTry, Position at)
    {
        if (value.Type.Element.Equals(type.Element))
            return value.Sql;
        return $"list_transform({value.Sql}, lambda _c: {Explicit(new Typed("_c", value.Type.Element), type.Element, isTry, at).Sql})";
    }

    private static string Verb(bool isTry) => isTry ? "TRY_CAST" : "CAST";

    private static string ToText(Typed value, SqlType type)
    {
        var text = value.Type.Kind switch
        {
            TypeKind.Varchar => value.Sql,
            TypeKind.Double => $"trino_text({value.Sql})",
            TypeKind.Real => $"trino_text_real({value.Sql})",
            TypeKind.Timestamp => Moment(value.Sql, value.Type.Precision),
            TypeKind.TimestampTz =>
                $"({Moment(Local(value), value.Type.Precision)} || {DuckTypes.Text(" " + value.Type.Zone)})",
            _ => $"CAST({value.Sql} AS VARCHAR)",
        };
        return type.IsBounded ? $"substring({text}, 1, {type.Precision})" : text;
    }

    /// <summary>The wall-clock time of an instant in its zone.</summary>
    public static string Local(Typed value)
    {
        if (value.Type.HasZone)
            return $"({value.Sql} AT TIME ZONE {DuckTypes.Text(value.Type.Zone)})";
        return value.Sql;
    }

    private static string Moment(string sql, int precision) =>
        precision switch
        {
            0 => $"strftime({sql}, '%Y-%m-%d %H:%M:%S')",
            <= 3 => $"strftime({sql}, '%Y-%m-%d %H:%M:%S.%g')",
            _ => $"strftime({sql}, '%Y-%m-%d %H:%M:%S.%f')",
        };

    public static string Rounded(string sql, int precision)
    {
        if (precision <= 3)
            return $"date_trunc('millisecond', {sql} + INTERVAL 500 MICROSECONDS)";
        return sql;
    }

    private static string FromNumber(Typed value, SqlType type, bool isTry, Position at)
    {
        if (!type.IsNumeric && type.Kind != TypeKind.Boolean)
            throw SqlErrors.Type(at, $"Cannot cast {value.Type} to {type}");
        if (value.Type.IsFloating && type.Kind == TypeKind.Decimal)
            return FloatingToDecimal(value, type, isTry);
        // DuckDB rounds a half to even where Trino rounds it up.
        var operand = value.Type.IsFloating && type.IsInteger ? $"round({value.Sql})" : value.Sql;
        return $"{Verb(isTry)}({operand} AS {DuckTypes.Write(type)})";
    }

    /// <summary>
    /// Trino rounds the shortest text of the number, 1.005 half up; DuckDB what it is in base 2, a bit less.
    /// </summary>
    private static string FloatingToDecimal(Typed value, SqlType type, bool isTry)
    {
        var text = ToText(value, SqlType.Varchar);
        var attempt = Decimals.FromText(text, type);
        if (isTry)
            return attempt;
        var kind = value.Type.Kind.ToString().ToUpperInvariant();
        var fail =
            $"error('INVALID_CAST_ARGUMENT: Cannot cast {kind} ''' || {text} || ''' to DECIMAL({type.Precision}, {type.Scale})')";
        return $"(CASE WHEN {value.Sql} IS NULL THEN NULL ELSE coalesce({attempt}, {fail}) END)";
    }

    private static string Other(Typed value, SqlType type, Position at)
    {
        var from = value.Type.Kind;
        var allowed = (from, type.Kind) switch
        {
            (TypeKind.Boolean, _) => type.IsNumeric || type.Kind == TypeKind.Boolean,
            (
                TypeKind.Date
                    or TypeKind.Timestamp
                    or TypeKind.TimestampTz,
                TypeKind.Date
                    or TypeKind.Timestamp
                    or TypeKind.TimestampTz
                    or TypeKind.Time
            ) => true,
            (TypeKind.Array or TypeKind.Map or TypeKind.Row, _) => value.Type.Kind == type.Kind
                && value.Type.Fields.Count == type.Fields.Count,
            _ => from == type.Kind,
        };
        if (!allowed)
            throw SqlErrors.Type(at, $"Cannot cast {value.Type} to {type}");
        if (type.HasZone)
            return Implicit(value, type).Sql;
        var cast = $"CAST({Local(value)} AS {DuckTypes.Write(type)})";
        if (type.Kind == TypeKind.Timestamp && value.Type.Precision > type.Precision)
            return Rounded(cast, type.Precision);
        return cast;
    }
}

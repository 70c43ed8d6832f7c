using LocalAws.Sql.Syntax;

namespace LocalAws.Sql.Types;

internal static partial class Casts
{
    private const string Digits = "[+-]?[0-9]+";

    private const string Floating = @"\s*([+-]?(NaN|Infinity|([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?[dDfF]?))\s*";

    private const string DateForm = @"\s*[+-]?[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}\s*";

    private const string TimestampCore =
        @"[+-]?[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}( ([01]?[0-9]|2[0-3]):[0-9]{1,2}(:[0-9]{1,2}(\.[0-9]{1,12})?)?)?";

    private const string TimestampForm = $@"\s*{TimestampCore}\s*";

    private const string ZonedForm = $@"\s*{TimestampCore}( ?(Z|UTC|[+-][0-9]{{2}}:[0-9]{{2}}))?\s*";

    private static string FromText(string sql, SqlType type, bool isTry, Position at) =>
        type.Kind switch
        {
            TypeKind.TinyInt or TypeKind.SmallInt or TypeKind.Integer or TypeKind.BigInt => Guarded(
                sql,
                sql,
                Digits,
                type,
                isTry
            ),
            TypeKind.Decimal => Decimal(sql, type, isTry),
            TypeKind.Double or TypeKind.Real => Guarded(
                sql,
                $"rtrim(trim({sql}, ' \t\n\r'), 'dDfF')",
                Floating,
                type,
                isTry
            ),
            TypeKind.Boolean => Guarded(sql, sql, "(?i:true|t|1|false|f|0)", type, isTry),
            TypeKind.Date => Guarded(sql, $"trim({sql})", DateForm, type, isTry),
            TypeKind.Timestamp => Rounded(Guarded(sql, $"trim({sql})", TimestampForm, type, isTry), type.Precision),
            TypeKind.TimestampTz => Rounded(Guarded(sql, $"trim({sql})", ZonedForm, type, isTry), type.Precision),
            TypeKind.Json => $"to_json({sql})",
            TypeKind.Varbinary => $"encode({sql})",
            _ => throw SqlErrors.Type(at, $"Cannot cast varchar to {type}"),
        };

    /// <summary>
    /// DuckDB takes more texts than Trino (<c>1_000</c>, <c>1.5</c> as an integer): the pattern holds it back.
    /// </summary>
    private static string Guarded(string sql, string cleaned, string pattern, SqlType type, bool isTry)
    {
        var attempt =
            $"CASE WHEN regexp_full_match({sql}, {DuckTypes.Text(pattern)}) THEN TRY_CAST({cleaned} AS {DuckTypes.Write(type)}) END";
        if (isTry)
            return $"({attempt})";
        return $"(CASE WHEN {sql} IS NULL THEN NULL ELSE coalesce({attempt}, {Fail(sql, type)}) END)";
    }

    private static string Decimal(string sql, SqlType type, bool isTry)
    {
        var attempt = Decimals.FromText(sql, type);
        return isTry ? attempt : $"(CASE WHEN {sql} IS NULL THEN NULL ELSE coalesce({attempt}, {Fail(sql, type)}) END)";
    }

    private static string Fail(string sql, SqlType type) =>
        $"error('INVALID_CAST_ARGUMENT: Cannot cast ''' || {sql} || ''' to {Shown(type)}')";

    private static string Shown(SqlType type) =>
        type.Kind switch
        {
            TypeKind.Decimal => type.ToString().ToUpperInvariant(),
            TypeKind.Integer => "INT",
            TypeKind.Date or TypeKind.Timestamp => type.Kind.ToString().ToLowerInvariant(),
            TypeKind.TimestampTz => "timestamp with time zone",
            _ => type.Kind.ToString().ToUpperInvariant(),
        };
}

using LocalAws.Sql.Types;

namespace LocalAws.Sql.Execution;

/// <summary>Values as the texts that Athena returns; written in SQL, so that DuckDB makes them.</summary>
internal static class ResultText
{
    public static string Write(string sql, SqlType type) =>
        type.Kind switch
        {
            TypeKind.Array => Joined($"list_transform({sql}, lambda e: {Item("e", type.Element)})", "[", "]"),
            TypeKind.Map => Joined(
                $"list_transform(map_entries({sql}), lambda e: {Item("e.key", type.Element)} || '=' || {Item("e.value", type.Value)})",
                "{",
                "}"
            ),
            TypeKind.Row => Row(sql, type),
            TypeKind.IntervalDay => $"trino_interval(CAST(epoch({sql}) * 1000 AS BIGINT))",
            TypeKind.IntervalYear =>
                $"(CAST(date_part('year', {sql}) AS VARCHAR) || '-' || CAST(date_part('month', {sql}) AS VARCHAR))",
            TypeKind.Varbinary => $"rtrim(lower(regexp_replace(hex({sql}), '(..)', '\\1 ', 'g')))",
            TypeKind.Json => $"CAST({sql} AS VARCHAR)",
            TypeKind.Unknown => $"CAST({sql} AS VARCHAR)",
            _ => Casts.Explicit(new Typed(sql, type), SqlType.Varchar, false, default).Sql,
        };

    private static string Item(string sql, SqlType type) => $"coalesce({Write(sql, type)}, 'null')";

    private static string Joined(string list, string open, string close) =>
        $"('{open}' || array_to_string({list}, ', ') || '{close}')";

    private static string Row(string sql, SqlType type)
    {
        var fields = type.Fields.Select(
            (f, i) =>
                $"{DuckTypes.Text($"{f.Name ?? $"field{i}"}=")} || {Item($"struct_extract({sql}, {DuckTypes.Text(f.Name ?? $"field{i}")})", f.Type)}"
        );
        return $"(CASE WHEN {sql} IS NOT NULL THEN '{{' || {string.Join(" || ', ' || ", fields)} || '}}' END)";
    }
}

using System.Text.RegularExpressions;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Functions;

internal static partial class JsonFunctions
{
    public static void AddTo(FunctionTable table)
    {
        table.Scalar("json_extract_scalar(varchar or json, path) -> varchar", ExtractScalar);
        table.Scalar(
            "json_extract(varchar or json, path) -> json",
            c => Typed.Json($"json_extract({Json(c)}, {Path(c)})")
        );
        table.Scalar(
            "json_array_length(varchar or json) -> bigint",
            c => Typed.BigInt($"CAST(json_array_length({Json(c)}) AS BIGINT)")
        );
        table.Scalar("json_parse(varchar) -> json", c => Typed.Json($"CAST({c.Sql(0, SqlType.Varchar)} AS JSON)"));
        table.Scalar(
            "json_format(json) -> varchar",
            c => Typed.Varchar($"CAST({c.Of(0, TypeKind.Json).Sql} AS VARCHAR)")
        );
    }

    /// <summary>NULL where the text is not JSON, as in Trino.</summary>
    private static string Json(Invocation c)
    {
        var value = c.Of(0, TypeKind.Varchar, TypeKind.Json, TypeKind.Unknown);
        return value.Type.IsJson ? value.Sql : $"TRY_CAST({value.Sql} AS JSON)";
    }

    private static Typed ExtractScalar(Invocation c)
    {
        c.Takes(2, 2);
        var json = Json(c);
        var path = Path(c);
        return Typed.Varchar(
            $"(CASE WHEN json_type({json}, {path}) NOT IN ('OBJECT', 'ARRAY', 'NULL') THEN json_extract_string({json}, {path}) END)"
        );
    }

    private static string Path(Invocation c)
    {
        var path = c.Literal(1);
        if (PathForm().IsMatch(path))
            return DuckTypes.Text(path);
        throw SqlErrors.At("INVALID_FUNCTION_ARGUMENT", c.At, $"Invalid JSON path: '{path}'");
    }

    [GeneratedRegex(
        """^\$((\.[A-Za-z_][A-Za-z0-9_]*)|(\["[^"\\]*"\])|(\[[0-9]+\]))*$""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex PathForm();
}

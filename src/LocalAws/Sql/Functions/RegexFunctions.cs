using LocalAws.Sql.Syntax;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Functions;

/// <summary>Regular expressions: Athena's are Java's, DuckDB's are RE2's. What RE2 lacks is refused.</summary>
internal static class RegexFunctions
{
    public static void AddTo(FunctionTable table)
    {
        table.Scalar(
            "regexp_like(varchar, pattern) -> boolean",
            c => Typed.Boolean($"regexp_matches({c.Sql(0, SqlType.Varchar)}, {Pattern(c, 1)})")
        );
        table.Scalar("regexp_extract(varchar, pattern[, group]) -> varchar", Extract);
        table.Scalar("regexp_extract_all(varchar, pattern[, group]) -> array(varchar)", ExtractAll);
        table.Scalar("regexp_replace(varchar, pattern[, replacement]) -> varchar", Replace);
        table.Scalar(
            "regexp_split(varchar, pattern) -> array(varchar)",
            c =>
                new($"string_split_regex({c.Sql(0, SqlType.Varchar)}, {Pattern(c, 1)})", SqlType.Array(SqlType.Varchar))
        );
        table.Scalar(
            "regexp_count(varchar, pattern) -> bigint",
            c => Typed.BigInt($"len(regexp_extract_all({c.Sql(0, SqlType.Varchar)}, {Pattern(c, 1)}))")
        );
    }

    private static string Pattern(Invocation c, int index)
    {
        var sql = c.Sql(index, SqlType.Varchar);
        if (c.Value(index).Literal is { } pattern)
            return DuckTypes.Text(JavaRegex.ToRe2(pattern, c.At));
        return sql;
    }

    private static Typed Extract(Invocation c)
    {
        c.Takes(2, 3);
        var text = c.Sql(0, SqlType.Varchar);
        var pattern = Pattern(c, 1);
        return Typed.Varchar(
            $"(CASE WHEN regexp_matches({text}, {pattern}) THEN regexp_extract({text}, {pattern}{Group(c)}) END)"
        );
    }

    private static Typed ExtractAll(Invocation c)
    {
        c.Takes(2, 3);
        return new(
            $"regexp_extract_all({c.Sql(0, SqlType.Varchar)}, {Pattern(c, 1)}{Group(c)})",
            SqlType.Array(SqlType.Varchar)
        );
    }

    private static string Group(Invocation c)
    {
        if (c.Count < 3)
            return ", 0";
        if (c.Syntax(2) is NumberLiteral { Kind: TokenKind.Integer } group)
            return $", {group.Text}";
        throw SqlErrors.Unsupported(c.At, "the group must be a literal here");
    }

    private static Typed Replace(Invocation c)
    {
        c.Takes(2, 3);
        var with = c.Count == 3 ? DuckTypes.Text(JavaRegex.Replacement(c.Literal(2))) : "''";
        return Typed.Varchar($"regexp_replace({c.Sql(0, SqlType.Varchar)}, {Pattern(c, 1)}, {with}, 'g')");
    }
}

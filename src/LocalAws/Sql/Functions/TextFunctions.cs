using LocalAws.Sql.Expressions;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Functions;

internal static class TextFunctions
{
    /// <summary>What Trino's trim takes for white space; DuckDB's takes the space alone.</summary>
    private static readonly string Blanks = DuckTypes.Text(
        "\t\n\u000b\f\r \u001c\u001d\u001e\u001f\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u2028\u2029\u205f\u3000"
    );

    public static void AddTo(FunctionTable table)
    {
        var text = SqlType.Varchar;
        var number = SqlType.BigInt;
        table.Scalar("length(varchar or varbinary) -> bigint", Length);
        table.Same("lower", text, "lower({0})", text);
        table.Same("upper", text, "upper({0})", text);
        table.Same("reverse", text, "reverse({0})", text);
        table.Same("strpos", number, "strpos({0}, {1})", text, text);
        table.Same("starts_with", SqlType.Boolean, "starts_with({0}, {1})", text, text);
        table.Same("ends_with", SqlType.Boolean, "ends_with({0}, {1})", text, text);
        table.Same("chr", text, "chr(CAST({0} AS INTEGER))", number);
        table.Same("codepoint", SqlType.Integer, "unicode({0})", text);
        table.Same("lpad", text, "lpad({0}, CAST({1} AS INTEGER), {2})", text, number, text);
        table.Same("rpad", text, "rpad({0}, CAST({1} AS INTEGER), {2})", text, number, text);
        table.Same("translate", text, "translate({0}, {1}, {2})", text, text, text);
        table.Same("levenshtein_distance", number, "levenshtein({0}, {1})", text, text);
        table.Same("normalize", text, "nfc_normalize({0})", text);
        table.Same(
            "split_part",
            text,
            "(CASE WHEN len(string_split({0}, {1})) >= {2} THEN split_part({0}, {1}, {2}) END)",
            text,
            text,
            number
        );
        table.Scalar("split(varchar, varchar) -> array(varchar)", Split);
        table.Scalar("replace(varchar, varchar[, varchar]) -> varchar", Replace);
        table.Scalar("substr(varchar, bigint[, bigint]) -> varchar", Substring);
        table.Scalar("substring(varchar, bigint[, bigint]) -> varchar", Substring);
        table.Scalar("trim(varchar[, varchar]) -> varchar", c => Trim(c, "trim"));
        table.Scalar("ltrim(varchar[, varchar]) -> varchar", c => Trim(c, "ltrim"));
        table.Scalar("rtrim(varchar[, varchar]) -> varchar", c => Trim(c, "rtrim"));
        table.Scalar("concat(x, ...) -> varchar or array", Concat);
        table.Scalar("concat_ws(varchar, varchar, ...) -> varchar", ConcatWithSeparator);
    }

    private static Typed Length(Invocation c)
    {
        c.Takes(1, 1);
        if (c.Value(0).Type.Kind == TypeKind.Varbinary)
            return Typed.BigInt($"octet_length({c.Value(0).Sql})");
        return Typed.BigInt($"length({c.Sql(0, SqlType.Varchar)})");
    }

    private static Typed Split(Invocation c)
    {
        c.Takes(2, 2);
        return new(
            $"string_split({c.Sql(0, SqlType.Varchar)}, {c.Sql(1, SqlType.Varchar)})",
            SqlType.Array(SqlType.Varchar)
        );
    }

    private static Typed Replace(Invocation c)
    {
        c.Takes(2, 3);
        var with = c.Count == 3 ? c.Sql(2, SqlType.Varchar) : "''";
        return Typed.Varchar($"replace({c.Sql(0, SqlType.Varchar)}, {c.Sql(1, SqlType.Varchar)}, {with})");
    }

    /// <summary>From 1; from the end if negative; nothing from 0 or from before the first character.</summary>
    private static Typed Substring(Invocation c)
    {
        c.Takes(2, 3);
        var text = c.Sql(0, SqlType.Varchar);
        var start = c.Sql(1, SqlType.BigInt);
        var length = c.Count == 3 ? $", greatest(0, {c.Sql(2, SqlType.BigInt)})" : "";
        return Typed.Varchar(
            $"(CASE WHEN {start} = 0 OR -{start} > length({text}) THEN '' ELSE substring({text}, {start}{length}) END)"
        );
    }

    private static Typed Trim(Invocation c, string function)
    {
        c.Takes(1, 2);
        var characters = c.Count == 2 ? c.Sql(1, SqlType.Varchar) : Blanks;
        return Typed.Varchar($"{function}({c.Sql(0, SqlType.Varchar)}, {characters})");
    }

    private static Typed Concat(Invocation c)
    {
        c.Takes(2, 255);
        return c.Values.Aggregate((a, b) => Operators.Concat(c.At, a, b));
    }

    private static Typed ConcatWithSeparator(Invocation c)
    {
        c.Takes(2, 255);
        if (c.Value(1).Type.IsArray)
            return Typed.Varchar($"array_to_string({c.Value(1).Sql}, {c.Sql(0, SqlType.Varchar)})");
        var values = Enumerable.Range(1, c.Count - 1).Select(i => c.Sql(i, SqlType.Varchar));
        var separator = c.Sql(0, SqlType.Varchar);
        return Typed.Varchar(
            $"(CASE WHEN {separator} IS NOT NULL THEN concat_ws({separator}, {string.Join(", ", values)}) END)"
        );
    }
}

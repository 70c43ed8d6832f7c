using LocalAws.Sql.Expressions;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Functions;

internal static class ConditionalFunctions
{
    public static void AddTo(FunctionTable table)
    {
        table.Scalar("coalesce(x, ...) -> common type", c => OfAll(c, "coalesce({0})"));
        table.Scalar("nullif(x, y) -> type of x", NullIf);
        table.Scalar("if(boolean, x[, y]) -> common type", If);
        table.Scalar("try(x) -> type of x, NULL instead of an error", Try);
        table.Scalar("greatest(x, ...) -> common type", c => Extreme(c, "greatest"));
        table.Scalar("least(x, ...) -> common type", c => Extreme(c, "least"));
        table.Scalar("typeof(x) -> varchar", c => Typed.Text(c.Value(0).Type.ToString()));
    }

    private static Typed OfAll(Invocation c, string template)
    {
        c.Takes(1, 255);
        var values = All(c, out var type);
        return new(FunctionTable.Fill(template, string.Join(", ", values)), type);
    }

    private static List<string> All(Invocation c, out SqlType type)
    {
        var arguments = Enumerable.Range(0, c.Count).Select(c.Syntax);
        return c.Translator.Unified(arguments, c.At, "All arguments", out type);
    }

    private static Typed NullIf(Invocation c)
    {
        c.Takes(2, 2);
        var (a, b) = Operators.Same(c.At, c.Value(0), c.Value(1), "=");
        return new($"(CASE WHEN {a.Sql} = {b.Sql} THEN NULL ELSE {c.Value(0).Sql} END)", c.Value(0).Type);
    }

    private static Typed If(Invocation c)
    {
        c.Takes(2, 3);
        Expression otherwise = c.Count == 3 ? c.Syntax(2) : new NullLiteral(c.At);
        return c.Translator.Translate(new Case(c.At, null, [(c.Syntax(0), c.Syntax(1))], otherwise));
    }

    /// <summary>
    /// DuckDB's own TRY does not take what may raise an error on purpose; so the argument is written to give NULL
    /// instead.
    /// </summary>
    private static Typed Try(Invocation c)
    {
        c.Takes(1, 1);
        return c.Translator.InTryMode(c.Syntax(0));
    }

    /// <summary>NULL as soon as one argument is, unlike DuckDB.</summary>
    private static Typed Extreme(Invocation c, string function)
    {
        c.Takes(1, 255);
        var values = All(c, out var type);
        var missing = string.Join(" OR ", values.Select(v => $"{v} IS NULL"));
        return new($"(CASE WHEN {missing} THEN NULL ELSE {function}({string.Join(", ", values)}) END)", type);
    }
}

using LocalAws.Sql.Expressions;
using LocalAws.Sql.Queries;
using LocalAws.Sql.Syntax;

namespace LocalAws.Sql.Functions;

/// <summary>The OVER clause.</summary>
internal static class Windows
{
    public static string Write(WindowSpec window, ExpressionTranslator translator)
    {
        window = Resolved(window, translator);
        List<string> parts = [];
        if (window.PartitionBy.Count > 0)
            parts.Add($"PARTITION BY {string.Join(", ", window.PartitionBy.Select(e => translator.Translate(e).Sql))}");
        if (window.OrderBy.Count > 0)
            parts.Add(
                $"ORDER BY {string.Join(", ", window.OrderBy.Select(i => QueryTranslator.Sorted(i, translator.Translate(i.Value).Sql)))}"
            );
        if (window.Frame is { } frame)
            parts.Add(
                $"{frame.Unit} BETWEEN {Bound(frame.Start, translator)} AND {(frame.End is null ? "CURRENT ROW" : Bound(frame.End, translator))}"
            );
        return $"({string.Join(' ', parts)})";
    }

    private static WindowSpec Resolved(WindowSpec window, ExpressionTranslator translator)
    {
        if (window.Name is null)
            return window;
        var named = Resolved(translator.Queries.NamedWindow(window.Name, window.At), translator);
        return named with
        {
            OrderBy = window.OrderBy.Count > 0 ? window.OrderBy : named.OrderBy,
            Frame = window.Frame ?? named.Frame,
        };
    }

    private static string Bound(FrameBound bound, ExpressionTranslator translator)
    {
        if (bound.Value is null)
            return bound.Kind;
        return $"{translator.Translate(bound.Value).Sql} {bound.Kind}";
    }
}

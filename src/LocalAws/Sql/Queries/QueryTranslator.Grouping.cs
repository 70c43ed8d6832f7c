using LocalAws.Sql.Expressions;
using LocalAws.Sql.Names;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Queries;

internal sealed partial class QueryTranslator
{
    private string? GroupBy(
        SelectBody select,
        List<ListItem> items,
        ExpressionTranslator translator,
        SelectContext context
    )
    {
        if (select.GroupBy.Count == 0)
            return null;
        return string.Join(
            ", ",
            select.GroupBy.Select(element =>
            {
                var sets = element.Sets.Select(set => string.Join(", ", set.Select(e => Grouped(e)))).ToList();
                return element.Kind switch
                {
                    "rollup" => $"ROLLUP ({sets[0]})",
                    "cube" => $"CUBE ({sets[0]})",
                    "sets" => $"GROUPING SETS ({string.Join(", ", sets.Select(s => $"({s})"))})",
                    _ => sets[0],
                };
            })
        );

        string Grouped(Expression expression)
        {
            var item = Ordinal(expression, items.Count, "GROUP BY") is { } n ? items[n - 1] : null;
            var sql = item?.Column is { } column
                ? column.Value.Sql
                : translator.Translate(item?.Expression ?? expression).Sql;
            if (item?.Column is { } listed)
                Need(listed.Needs);
            context.GroupBy(sql);
            return sql;
        }
    }

    /// <summary>ORDER BY sees the columns of the select list first, then those of FROM.</summary>
    private List<string> Order(
        IReadOnlyList<SortItem> order,
        List<ListItem> items,
        List<(Typed Result, Needs Needs)> values,
        Scope scope
    )
    {
        var named = items
            .Select((item, i) => new ScopeColumn(null, null, item.Name, values[i].Result) { Needs = values[i].Needs })
            .Where(c => c.Name is not null);
        var translator = new ExpressionTranslator(this, new Scope([.. named.DistinctBy(c => c.Name)], scope));
        return
        [
            .. order.Select(item =>
            {
                if (Listed(item, items) is not { } index)
                    return Sorted(item, translator.Translate(item.Value).Sql);
                Need(values[index].Needs);
                return Sorted(item, $"c{index + 1}");
            }),
        ];
    }

    /// <summary>Index of the column of the select list that an order names or numbers.</summary>
    private static int? Listed(SortItem item, List<ListItem> items)
    {
        if (Ordinal(item.Value, items.Count, "ORDER BY") is { } n)
            return n - 1;
        var at = item.Value is Name name ? items.FindIndex(i => i.Name == name.Identifier) : -1;
        return at < 0 ? null : at;
    }
}

using CommerceAnalytics.Events;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Monitoring;

/// <summary>Statements that compare one summary table of two databases, by the columns that both have.</summary>
public static class ComparisonSql
{
    /// <summary>
    /// One row for each of <c>left</c>, <c>right</c> (rows there), <c>only_left</c>, <c>only_right</c> (rows that the
    /// other lacks).
    /// </summary>
    /// <param name="left">Database.</param>
    /// <param name="right">Database.</param>
    /// <param name="table">Table name, the same in both.</param>
    /// <param name="columns">Columns that both have.</param>
    public static string Counts(string left, string right, string table, IReadOnlyList<SharedColumn> columns)
    {
        string Count(string side, string from) => $"SELECT '{side}' AS side, count(*) AS rows_there FROM {from}";
        return string.Join(
            "\nUNION ALL\n",
            [
                Count("left", SqlText.Table(left, table)),
                Count("right", SqlText.Table(right, table)),
                Count("only_left", $"({Only(left, right, table, columns)}) AS a"),
                Count("only_right", $"({Only(right, left, table, columns)}) AS b"),
            ]
        );
    }

    /// <summary>The first rows, as texts, that one database has and the other lacks.</summary>
    /// <param name="here">Database that has them.</param>
    /// <param name="there">Database that lacks them.</param>
    /// <param name="columns">Columns that both have.</param>
    /// <param name="most">Most rows.</param>
    public static string Samples(
        string here,
        string there,
        string table,
        IReadOnlyList<SharedColumn> columns,
        int most
    ) =>
        $"SELECT {string.Join(", ", columns.Select(column => $"CAST({SqlText.Name(column.Name)} AS varchar)"))}\n"
        + $"FROM ({Only(here, there, table, columns)}) AS differing\nORDER BY {string.Join(", ", Enumerable.Range(1, columns.Count))}\nLIMIT {most}";

    private static string Only(string here, string there, string table, IReadOnlyList<SharedColumn> columns)
    {
        var list = string.Join(
            ", ",
            columns.Select(column =>
                column.SameType
                    ? SqlText.Name(column.Name)
                    : $"CAST({SqlText.Name(column.Name)} AS varchar) AS {SqlText.Name(column.Name)}"
            )
        );
        var own = $"SELECT {list} FROM {SqlText.Table(here, table)}";
        var others = $"SELECT {list} FROM {SqlText.Table(there, table)}";
        // ALL: a row that one has twice and the other once is a difference too.
        return $"{own} EXCEPT ALL {others}";
    }
}

/// <summary>A column that both tables have.</summary>
/// <param name="Name">Name.</param>
/// <param name="SameType">Whether its type is the same on both sides; else its values are compared as text.</param>
public sealed record SharedColumn(string Name, bool SameType)
{
    /// <summary>The columns that both have, in the order of the first.</summary>
    /// <param name="left">Columns of the one.</param>
    /// <param name="right">Columns of the other.</param>
    public static IReadOnlyList<SharedColumn> Of(IReadOnlyList<Column> left, IReadOnlyList<Column> right)
    {
        return
        [
            .. left.Join(
                right,
                column => column.Name,
                column => column.Name,
                (a, b) => new SharedColumn(a.Name, a.Type == b.Type),
                StringComparer.OrdinalIgnoreCase
            ),
        ];
    }
}

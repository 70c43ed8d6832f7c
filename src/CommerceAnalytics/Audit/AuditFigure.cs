using CommerceAnalytics.Events;
using CommerceAnalytics.Figures;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Audit;

/// <summary>One figure that the audit's query reads: what it is called, of which column, and how it is added up.</summary>
/// <param name="Name">Name, as the query's rows tell it.</param>
/// <param name="Subject">
/// What it is about: a column, the warning that it may lead to, or, empty, the table as a whole.
/// </param>
/// <param name="Sql">Aggregate over the table's rows.</param>
internal sealed record AuditFigure(string Name, string Subject, string Sql)
{
    public const string Rows = "rows";
    public const string ColumnsOfAnotherType = "columns_of_another_type";
    public const string RowsWithKeyOfAnother = "rows_with_key_of_another";
    public const string KeyMissing = "key_missing";
    public const string PercentageOut = "percentage_out";
    public const string CountBelowZero = "count_below_zero";
    public const string PartAboveWhole = "part_above_whole";
    public const string Watched = "watched";
    public const string CartAdds = "cart_adds";
    public const string Value = "value";
    public const string Part = "part";
    public const string Whole = "whole";

    /// <summary>All figures of a table that was built, in order.</summary>
    public static IReadOnlyList<AuditFigure> Of(AuditedSummary summary)
    {
        return
        [
            new(RowsWithKeyOfAnother, "", "count_if(rows_of_key > 1)"),
            .. summary.KeyThatMustBe.Select(column => Count(KeyMissing, column, "IS NULL")),
            .. summary.Percentages.Select(column => Count(PercentageOut, column, "NOT BETWEEN 0 AND 100")),
            .. summary.Counts.Select(column => Count(CountBelowZero, column, "< 0")),
            .. summary.AtMost.Select(pair => Count(PartAboveWhole, pair.Part, $"> {SqlText.Name(pair.Whole)}")),
            new(Rows, "", "count(*)"),
            new(ColumnsOfAnotherType, "", OtherTypes(summary.Summary.Columns)),
            .. Totals(summary),
            .. OfEvents(summary.Summary),
        ];
    }

    /// <summary>Those that are compared with the nights before.</summary>
    public static IReadOnlyList<AuditFigure> Totals(AuditedSummary summary)
    {
        List<AuditFigure> totals = [];
        var measures = summary.Summary.Measures;
        if (summary.Watched is { } watched)
            totals.Add(Sum(Watched, SqlText.Name(watched)));
        if (measures.CartAdds is { } adds)
            totals.Add(Sum(CartAdds, SqlText.Name(adds)));
        if (measures.CartValue is { } value)
            totals.Add(Sum(Value, $"CAST({SqlText.Name(value)} AS decimal(38, 2))"));
        return totals;
    }

    // What the table says about the events behind it: warnings of their own.
    private static IEnumerable<AuditFigure> OfEvents(Summary summary)
    {
        foreach (var figure in TableFigures.Of(summary))
        {
            yield return Sum(Part, figure.Part, figure.Code);
            yield return Sum(Whole, figure.Whole, figure.Code);
        }
    }

    // The type of an aggregate is known of a table without rows too.
    private static string OtherTypes(IReadOnlyList<Column> columns)
    {
        var wrong = columns.Select(column =>
            $"IF(typeof(arbitrary({SqlText.Name(column.Name)})) = {SqlText.Literal(column.AthenaType)}, 0, 1)"
        );
        return string.Join(" + ", wrong);
    }

    private static AuditFigure Count(string name, string column, string condition) =>
        new(name, column, $"count_if({SqlText.Name(column)} {condition})");

    private static AuditFigure Sum(string name, string sql, string subject = "") => new(name, subject, $"sum({sql})");
}

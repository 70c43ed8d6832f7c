using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Audit;

/// <summary>A row of <see cref="AuditStatement"/>: one figure of one table.</summary>
internal sealed record FigureRow(string QueryType, string Figure, string Subject, decimal? Value)
{
    /// <summary>The row that Athena's texts say.</summary>
    public static FigureRow FromTexts(IReadOnlyList<string?> texts)
    {
        var value = AuditTexts.Number(texts[3]);
        return new(texts[0]!, texts[1]!, texts[2]!, value);
    }
}

/// <summary>The rows that are of one table.</summary>
internal sealed class FigureRows(IEnumerable<FigureRow> rows)
{
    private readonly ILookup<string, FigureRow> _byFigure = rows.ToLookup(row => row.Figure);

    public bool Has(string figure) => _byFigure.Contains(figure);

    public decimal? One(string figure, string subject = "")
    {
        var row = _byFigure[figure].FirstOrDefault(row => row.Subject == subject);
        return row?.Value;
    }

    public long Count(string figure, string subject = "") => (long)(One(figure, subject) ?? 0);

    /// <summary>Counts by column.</summary>
    public Dictionary<string, long> ByColumn(string figure)
    {
        var columns = _byFigure[figure];
        return columns.ToDictionary(row => row.Subject, row => (long)(row.Value ?? 0));
    }

    /// <summary>The purchases of each day that the table has a row for.</summary>
    public Dictionary<DateOnly, DayOfPurchases> Purchases()
    {
        var days = _byFigure["day_rows"].Select(row => row.Subject);
        return days.ToDictionary(DayText.Read, OfDay);
    }

    private DayOfPurchases OfDay(string day)
    {
        var purchases = Count("day_purchases", day);
        var revenue = One("day_revenue", day);
        return new(purchases, revenue, (int)Count("day_rows", day));
    }
}

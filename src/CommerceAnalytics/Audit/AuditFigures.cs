using System.Globalization;
using CommerceAnalytics.Figures;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Audit;

/// <summary>What the audit's query said about the tables of a batch.</summary>
public sealed class AuditFigures
{
    internal const string Night = "night_";

    private readonly ILookup<string, Row> _rows;

    private AuditFigures(IEnumerable<Row> rows) => _rows = rows.ToLookup(row => row.QueryType);

    /// <summary>The rows of <see cref="AuditStatement"/>.</summary>
    /// <param name="rows">As Athena's texts.</param>
    public static AuditFigures Read(IReadOnlyList<IReadOnlyList<string?>> rows) =>
        new(
            from row in rows
            where !OverviewRows.AreOfOverview(row)
            select new Row(row[0]!, row[1]!, row[2]!, AuditTexts.Number(row[3]))
        );

    /// <summary>What the rows of a table say.</summary>
    /// <param name="summary">Summary of a table that was read.</param>
    public BuiltFigures Built(Summary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var queryType = summary.QueryType;
        return new()
        {
            Rows = Count(queryType, AuditFigure.Rows),
            RowsWithKeyOfAnother = Count(queryType, AuditFigure.RowsWithKeyOfAnother),
            KeysMissing = ByColumn(queryType, AuditFigure.KeyMissing),
            PercentagesOut = ByColumn(queryType, AuditFigure.PercentageOut),
            CountsBelowZero = ByColumn(queryType, AuditFigure.CountBelowZero),
            PartsAboveWhole = ByColumn(queryType, AuditFigure.PartAboveWhole),
            Watched = One(queryType, AuditFigure.Watched) ?? 0,
            CartAdds = Has(queryType, AuditFigure.CartAdds) ? Count(queryType, AuditFigure.CartAdds) : null,
            Value = One(queryType, AuditFigure.Value),
            Purchases = summary.Measures.HasDays ? Purchases(queryType) : null,
        };
    }

    /// <summary>What the nights before say; a night without rows has a total of 0.</summary>
    /// <param name="queryType">Query type of a table that was read.</param>
    /// <param name="nights">The nights that were asked for, with the days of their windows.</param>
    public IReadOnlyList<NightFigures> Nights(
        string queryType,
        IReadOnlyList<(DateOnly Night, int WindowDays)> nights
    ) => [.. nights.Select(night => OfNight(queryType, night.Night, night.WindowDays))];

    /// <summary>
    /// What a table says about the events behind it that is worth a warning, whatever it said before: values that
    /// cannot be read, revenue that is not known, searches that nobody clicks on, hours without events.
    /// </summary>
    /// <param name="summary">Summary of a table that was read.</param>
    /// <param name="settings">Thresholds.</param>
    public IReadOnlyList<ReportNotice> Warnings(Summary summary, CheckSettings settings)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var warnings = TableFigures.Of(summary).Select(figure => Warning(summary.QueryType, figure, settings));
        return [.. warnings.OfType<ReportNotice>()];
    }

    private ReportNotice? Warning(string queryType, TableFigure figure, CheckSettings settings)
    {
        var part = Count(queryType, AuditFigure.Part, figure.Code);
        var whole = Count(queryType, AuditFigure.Whole, figure.Code);
        return figure.Warning(part, whole, settings);
    }

    private NightFigures OfNight(string queryType, DateOnly night, int windowDays)
    {
        var subject = AuditTexts.Day(night);
        var adds = One(queryType, Night + AuditFigure.CartAdds, subject);
        var value = One(queryType, Night + AuditFigure.Value, subject);
        return new(night, windowDays, One(queryType, Night + AuditFigure.Watched, subject) ?? 0)
        {
            ValuePerCartAdd = adds > 0 ? value / adds : null,
        };
    }

    private Dictionary<DateOnly, DayOfPurchases> Purchases(string queryType) =>
        _rows[queryType]
            .Where(row => row.Figure == "day_rows")
            .ToDictionary(row => Day(row.Subject), row => OfDay(queryType, row.Subject));

    private DayOfPurchases OfDay(string queryType, string day) =>
        new(
            Count(queryType, "day_purchases", day),
            One(queryType, "day_revenue", day),
            (int)Count(queryType, "day_rows", day)
        );

    private Dictionary<string, long> ByColumn(string queryType, string figure) =>
        _rows[queryType]
            .Where(row => row.Figure == figure)
            .ToDictionary(row => row.Subject, row => (long)(row.Value ?? 0));

    private bool Has(string queryType, string figure) => _rows[queryType].Any(row => row.Figure == figure);

    private long Count(string queryType, string figure, string subject = "") =>
        (long)(One(queryType, figure, subject) ?? 0);

    private decimal? One(string queryType, string figure, string subject = "") =>
        _rows[queryType].FirstOrDefault(row => row.Figure == figure && row.Subject == subject)?.Value;

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record Row(string QueryType, string Figure, string Subject, decimal? Value);
}

using CommerceAnalytics.Figures;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Audit;

/// <summary>What the audit's query said about the tables of a batch.</summary>
public sealed class AuditFigures
{
    internal const string Night = "night_";

    private readonly ILookup<string, FigureRow> _rows;

    private AuditFigures(IEnumerable<FigureRow> rows) => _rows = rows.ToLookup(row => row.QueryType);

    /// <summary>The rows of <see cref="AuditStatement"/>.</summary>
    /// <param name="rows">As Athena's texts.</param>
    public static AuditFigures Read(IReadOnlyList<IReadOnlyList<string?>> rows)
    {
        var ofTables = rows.Where(row => !OverviewRows.AreOfOverview(row));
        return new(ofTables.Select(FigureRow.FromTexts));
    }

    /// <summary>What the rows of a table say.</summary>
    /// <param name="summary">Summary of a table that was read.</param>
    public BuiltFigures Built(Summary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var rows = Of(summary.QueryType);
        return new()
        {
            Rows = rows.Count(AuditFigure.Rows),
            RowsWithKeyOfAnother = rows.Count(AuditFigure.RowsWithKeyOfAnother),
            KeysMissing = rows.ByColumn(AuditFigure.KeyMissing),
            PercentagesOut = rows.ByColumn(AuditFigure.PercentageOut),
            CountsBelowZero = rows.ByColumn(AuditFigure.CountBelowZero),
            PartsAboveWhole = rows.ByColumn(AuditFigure.PartAboveWhole),
            Watched = rows.One(AuditFigure.Watched) ?? 0,
            CartAdds = rows.Has(AuditFigure.CartAdds) ? rows.Count(AuditFigure.CartAdds) : null,
            Value = rows.One(AuditFigure.Value),
            Purchases = summary.Measures.HasDays ? rows.Purchases() : null,
        };
    }

    /// <summary>
    /// Rows of a table whose columns all have the types that its file declares; null where the query does not say so.
    /// </summary>
    /// <param name="queryType">Query type of a table that was read.</param>
    public long? RowsOfDeclaredTypes(string queryType)
    {
        var rows = Of(queryType);
        var isAsDeclared = rows.One(AuditFigure.ColumnsOfAnotherType) == 0;
        return isAsDeclared ? (long?)rows.One(AuditFigure.Rows) : null;
    }

    /// <summary>What the nights before say; a night without rows has a total of 0.</summary>
    /// <param name="queryType">Query type of a table that was read.</param>
    /// <param name="nights">The nights that were asked for, with the days of their windows.</param>
    public IReadOnlyList<NightFigures> Nights(string queryType, IReadOnlyList<ComparableNight> nights)
    {
        var rows = Of(queryType);
        return [.. nights.Select(night => OfNight(rows, night))];
    }

    /// <summary>
    /// What a table says about the events behind it that is worth a warning, whatever it said before: values that
    /// cannot be read, revenue that is not known, searches that nobody clicks on, hours without events.
    /// </summary>
    /// <param name="summary">Summary of a table that was read.</param>
    /// <param name="settings">Thresholds.</param>
    public IReadOnlyList<ReportNotice> Warnings(Summary summary, CheckSettings settings)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var rows = Of(summary.QueryType);
        var warnings = TableFigures.Of(summary).Select(figure => Warning(rows, figure, settings));
        return [.. warnings.OfType<ReportNotice>()];
    }

    private FigureRows Of(string queryType) => new(_rows[queryType]);

    private static ReportNotice? Warning(FigureRows rows, TableFigure figure, CheckSettings settings)
    {
        var part = rows.Count(AuditFigure.Part, figure.Code);
        var whole = rows.Count(AuditFigure.Whole, figure.Code);
        return figure.Warning(part, whole, settings);
    }

    private static NightFigures OfNight(FigureRows rows, ComparableNight night)
    {
        var subject = DayText.Of(night.Night);
        var watched = rows.One(Night + AuditFigure.Watched, subject) ?? 0;
        var adds = rows.One(Night + AuditFigure.CartAdds, subject);
        var value = rows.One(Night + AuditFigure.Value, subject);
        return new(night.Night, night.WindowDays, watched) { ValuePerCartAdd = adds > 0 ? value / adds : null };
    }
}

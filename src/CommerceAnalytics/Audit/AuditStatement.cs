using CommerceAnalytics.Events;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Audit;

/// <summary>
/// The query that reads all that a batch is judged by: one statement over its staging tables, their nights and the
/// service's days in the overview, a few kilobytes.
/// </summary>
public static class AuditStatement
{
    /// <summary>
    /// The statement in Athena's SQL, without a semicolon; its rows are <c>query_type</c>, <c>figure</c>,
    /// <c>subject</c>, <c>value</c>, all texts. <see cref="AuditFigures.Read"/> and <see cref="OverviewRows.Read"/> read them.
    /// </summary>
    /// <param name="settings">Database of the tables.</param>
    /// <param name="serviceName">A valid service name.</param>
    /// <param name="tables">At least one.</param>
    /// <param name="overview">Overviews that are asked for the service's days; null: none.</param>
    public static string Sql(
        CommerceSettings settings,
        string serviceName,
        IReadOnlyList<StagedTable> tables,
        AskedOverview? overview
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        var parts = tables.SelectMany(table => Parts(settings, serviceName, table));
        if (overview is not null)
            parts = parts.Concat(OverviewRows.Parts(settings, serviceName, overview));
        return string.Join("\nUNION ALL\n", parts);
    }

    /// <summary>The statement for rows that are in no table: its figures alone, nothing of nights before.</summary>
    /// <param name="summary">The summary.</param>
    /// <param name="select">The SELECT that gives the rows.</param>
    public static string OfRows(AuditedSummary summary, string select)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return Own(summary, $"(\n{select}\n) AS built");
    }

    private static IEnumerable<string> Parts(CommerceSettings settings, string serviceName, StagedTable table)
    {
        yield return Own(table.Summary, SqlText.Table(settings.Database, table.StagingTable));
        if (table.Summary.Summary.Measures.HasDays)
            yield return Purchases(settings, table);
        var totals = AuditFigure.Totals(table.Summary);
        if (table.HistoryTable is { } history && table.Nights.Count > 0 && totals.Count > 0)
            yield return Nights(settings, serviceName, table, history, totals);
    }

    private static string Own(AuditedSummary summary, string table)
    {
        var figures = AuditFigure.Of(summary);
        return Template.Fill(
            "audited_table.sql",
            new Dictionary<string, string>
            {
                ["query_type"] = SqlText.Literal(summary.QueryType),
                ["table"] = table,
                ["key"] = string.Join(", ", summary.Key.Select(SqlText.Name)),
                ["figures"] = Figures(figures),
                ["names"] = SqlText.Literals(figures.Select(figure => figure.Name)),
                ["subjects"] = SqlText.Literals(figures.Select(figure => figure.Subject)),
            }
        );
    }

    private static string Purchases(CommerceSettings settings, StagedTable table)
    {
        var measures = table.Summary.Summary.Measures;
        return Template.Fill(
            "audited_purchases.sql",
            new Dictionary<string, string>
            {
                ["query_type"] = SqlText.Literal(table.Summary.QueryType),
                ["table"] = SqlText.Table(settings.Database, table.StagingTable),
                ["day"] = SqlText.Name(measures.Day!),
                ["purchases"] = SqlText.Name(measures.Purchases!),
                ["revenue"] = SqlText.Name(measures.Revenue!),
            }
        );
    }

    private static string Nights(
        CommerceSettings settings,
        string serviceName,
        StagedTable table,
        string history,
        IReadOnlyList<AuditFigure> figures
    )
    {
        return Template.Fill(
            "audited_nights.sql",
            new Dictionary<string, string>
            {
                ["query_type"] = SqlText.Literal(table.Summary.QueryType),
                ["table"] = SqlText.Table(settings.Database, history),
                ["service"] = SqlText.Literal(serviceName),
                ["nights"] = SqlText.Literals(table.Nights.Select(DayText.Of)),
                ["figures"] = Figures(figures),
                ["names"] = SqlText.Literals(figures.Select(figure => $"{AuditFigures.Night}{figure.Name}")),
            }
        );
    }

    private static string Figures(IEnumerable<AuditFigure> figures)
    {
        var columns = figures.Select(figure => $"CAST({figure.Sql} AS varchar)");
        return string.Join(",\n", columns);
    }
}

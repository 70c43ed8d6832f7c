using CommerceAnalytics.Events;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Monitoring;

/// <summary>
/// The monitoring query: rows, last calculation date and age in days of summary tables, all in one statement.
/// </summary>
/// <remarks>
/// Its rows: <c>table_name</c>, <c>row_count</c>, <c>last_calculation_date</c> and <c>age_in_days</c> (both NULL for an
/// empty table).
/// </remarks>
public static class MonitoringQuery
{
    /// <summary>
    /// The statement in Athena's SQL, without a semicolon. It fails as a whole where one of the tables is not there.
    /// </summary>
    /// <param name="settings">Database and reporting zone.</param>
    /// <param name="tables">Names of summary tables; at least one.</param>
    public static string Sql(CommerceSettings settings, IReadOnlyList<string> tables)
    {
        return Template.Fill(
            "summary_tables.sql",
            new Dictionary<string, string>
            {
                ["tables"] = string.Join("\nUNION ALL\n", tables.Select(table => Table(settings, table))),
            }
        );
    }

    private static string Table(CommerceSettings settings, string table)
    {
        return Template.Fill(
            "summary_table.sql",
            new Dictionary<string, string>
            {
                ["name"] = SqlText.Literal(table),
                ["table"] = SqlText.Table(settings.Database, table),
                ["zone"] = SqlText.Literal(settings.ReportingTimeZone),
            }
        );
    }
}

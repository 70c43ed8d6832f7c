using CommerceAnalytics.Events;
using CommerceAnalytics.History;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Audit;

/// <summary>
/// The query that reads a service's days from the overview of a date, and from the last night of its history: a few
/// kilobytes.
/// </summary>
public static class OverviewRows
{
    private const string Date = "calculation_date";

    /// <summary>
    /// The statement in Athena's SQL, without a semicolon. <see cref="Read"/> takes its rows. None are of the date where
    /// the live overview shows another one, and its own night is not asked for.
    /// </summary>
    /// <param name="settings">Database of the overview.</param>
    /// <param name="serviceName">A valid service name.</param>
    /// <param name="date">Execution date.</param>
    /// <param name="nights">
    /// Nights of the overview's history to read, each of which must be there. With the date among them the live overview
    /// is not read.
    /// </param>
    public static string Sql(
        CommerceSettings settings,
        string serviceName,
        DateOnly date,
        IReadOnlyCollection<DateOnly> nights
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(nights);
        var parts = new List<string>();
        if (!nights.Contains(date))
            parts.Add(Part(settings, serviceName, OverviewTable.Name, $"{Date} = {SqlText.Date(date)}"));
        if (nights.Count > 0)
        {
            var condition = $"{HistoryTable.NightKey} IN ({SqlText.Literals(nights.Select(HistoryNights.Text))})";
            parts.Add(Part(settings, serviceName, HistoryTable.Name(OverviewTable.QueryType), condition));
        }

        return string.Join("\nUNION ALL\n", parts);
    }

    /// <summary>The rows of the statement, as Athena's texts.</summary>
    /// <param name="rows">All of them, in any order.</param>
    /// <param name="date">Execution date.</param>
    public static OverviewNights Read(IReadOnlyList<IReadOnlyList<string?>> rows, DateOnly date)
    {
        var nights = rows.ToLookup(row => row[^1] == AuditTexts.Day(date), OverviewDay.FromTexts);
        return new(Some(nights[true]), Some(nights[false]));
    }

    private static List<OverviewDay>? Some(IEnumerable<OverviewDay> days) =>
        days.ToList() is { Count: > 0 } some ? some : null;

    private static string Part(CommerceSettings settings, string serviceName, string table, string condition) =>
        SqlTemplate.Fill(
            "overview_days.sql",
            new Dictionary<string, string>
            {
                ["columns"] = string.Join(",\n", [.. OverviewDay.Columns, Date]),
                ["table"] = $"{SqlText.Name(settings.Database)}.{table}",
                ["service"] = SqlText.Literal(serviceName),
                ["condition"] = condition,
            }
        );
}

/// <summary>A service's rows of two overviews.</summary>
/// <param name="Own">Of the date itself; null where there is none.</param>
/// <param name="Earlier">Of the last night before it; null where there is none.</param>
public sealed record OverviewNights(IReadOnlyList<OverviewDay>? Own, IReadOnlyList<OverviewDay>? Earlier);

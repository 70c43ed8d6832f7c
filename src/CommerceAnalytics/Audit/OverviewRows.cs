using CommerceAnalytics.Events;
using CommerceAnalytics.History;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Audit;

/// <summary>
/// A service's days in the overview of a date, and in the last night of its history, among the rows of
/// <see cref="AuditStatement"/>: a row a day, with the date of its overview as figure and the day as subject.
/// </summary>
public static class OverviewRows
{
    private const string Date = "calculation_date";
    private const char Separator = ';';

    /// <summary>
    /// The days in the rows of a statement. None are of the date where the live overview shows another one, and its own
    /// night was not asked for.
    /// </summary>
    /// <param name="rows">All rows of the statement, as Athena's texts, in any order.</param>
    /// <param name="serviceName">The service that they were asked of.</param>
    /// <param name="date">Execution date.</param>
    public static OverviewNights Read(IReadOnlyList<IReadOnlyList<string?>> rows, string serviceName, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var own = DayText.Of(date);
        var days = rows.Where(AreOfOverview).ToLookup(row => row[1] == own, row => Day(serviceName, row));
        return new(Some(days[true]), Some(days[false]));
    }

    internal static bool AreOfOverview(IReadOnlyList<string?> row) => row[0] == OverviewTable.QueryType;

    /// <summary>The parts of the statement that read the days.</summary>
    internal static IEnumerable<string> Parts(CommerceSettings settings, string serviceName, AskedOverview asked)
    {
        if (!asked.Nights.Contains(asked.Date))
            yield return Part(settings, serviceName, OverviewTable.Name, $"{Date} = {SqlText.Date(asked.Date)}");
        if (asked.Nights.Count == 0)
            yield break;
        var nights = SqlText.Literals(asked.Nights.Select(DayText.Of));
        var history = HistoryTable.Name(OverviewTable.QueryType);
        yield return Part(settings, serviceName, history, $"{HistoryTable.NightKey} IN ({nights})");
    }

    private static OverviewDay Day(string serviceName, IReadOnlyList<string?> row)
    {
        var measures = row[3]!.Split(Separator).Select(text => text.Length == 0 ? null : text);
        return OverviewDay.FromTexts([serviceName, row[2], .. measures]);
    }

    private static List<OverviewDay>? Some(IEnumerable<OverviewDay> days)
    {
        var some = days.ToList();
        return some.Count > 0 ? some : null;
    }

    private static string Part(CommerceSettings settings, string serviceName, string table, string condition)
    {
        var measures = OverviewDay.Measures.Select(name => $"CAST({name} AS varchar)");
        var places = new Dictionary<string, string>
        {
            ["query_type"] = SqlText.Literal(OverviewTable.QueryType),
            ["date"] = Date,
            ["measures"] = string.Join(",\n", measures),
            ["separator"] = SqlText.Literal($"{Separator}"),
            ["table"] = SqlText.Table(settings.Database, table),
            ["service"] = SqlText.Literal(serviceName),
            ["condition"] = condition,
        };
        return Template.Fill("overview_days.sql", places);
    }
}

/// <summary>Which overviews are asked for a service's days.</summary>
/// <param name="Date">Execution date.</param>
/// <param name="Nights">
/// Nights of the overview's history to read, each of which must be there. With the date among them the live overview is
/// not read.
/// </param>
public sealed record AskedOverview(DateOnly Date, IReadOnlyList<DateOnly> Nights);

/// <summary>A service's rows of two overviews.</summary>
/// <param name="Own">Of the date itself; null where there is none.</param>
/// <param name="Earlier">Of the last night before it; null where there is none.</param>
public sealed record OverviewNights(IReadOnlyList<OverviewDay>? Own, IReadOnlyList<OverviewDay>? Earlier);

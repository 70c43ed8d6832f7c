using CommerceAnalytics.Events;
using CommerceAnalytics.History;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Digests;

/// <summary>
/// The query that reads a digest: one statement over the overview and two nights of history, a few kilobytes.
/// </summary>
public static class DigestStatement
{
    /// <summary>Days from a night to the one that it is compared with.</summary>
    public const int DaysBefore = 7;

    /// <summary>Rows that are told of each summary: so many that rose, and so many that fell.</summary>
    private const int MostMoves = 3;

    /// <summary>
    /// The statement in Athena's SQL, without a semicolon; its rows are <c>part</c>, <c>service_name</c>,
    /// <c>subject</c>, <c>value</c>, all texts. <see cref="DigestRows"/> reads them.
    /// </summary>
    /// <param name="settings">Database of the tables.</param>
    /// <param name="date">Date of the night.</param>
    /// <param name="overviewOf">Services that the overview is asked for; none where there is no overview.</param>
    /// <param name="summaries">Summaries that are compared. Not both are empty.</param>
    public static string Sql(
        CommerceSettings settings,
        DateOnly date,
        IReadOnlyList<string> overviewOf,
        IReadOnlyList<ComparedSummary> summaries
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(overviewOf);
        var parts = summaries.Select(summary => Moves(settings, date, summary));
        if (overviewOf.Count > 0)
            parts = parts.Prepend(Days(settings, overviewOf));
        return string.Join("\nUNION ALL\n", parts);
    }

    private static string Days(CommerceSettings settings, IReadOnlyList<string> services)
    {
        return Template.Fill(
            "digest_days.sql",
            new Dictionary<string, string>
            {
                ["part"] = SqlText.Literal(OverviewTable.QueryType),
                ["measures"] = string.Join(",\n", DigestDay.Columns.Select(column => $"CAST({column} AS varchar)")),
                ["separator"] = SqlText.Literal($"{DigestRows.Separator}"),
                ["table"] = Table(settings, OverviewTable.Name),
                ["services"] = SqlText.Literals(services),
                ["days"] = (2 * DaysBefore).ToString(),
            }
        );
    }

    private static string Moves(CommerceSettings settings, DateOnly date, ComparedSummary compared)
    {
        var summary = compared.Summary;
        var keys = summary.Key.Select(SqlText.Name).ToList();
        return Template.Fill(
            "digest_moves.sql",
            new Dictionary<string, string>
            {
                ["part"] = SqlText.Literal(summary.QueryType),
                ["separator"] = SqlText.Literal($"{DigestRows.Separator}"),
                ["limit"] = summary.Top!.Limit.ToString(),
                ["measure"] = SqlText.Name(summary.Top.By),
                ["name"] = $"CAST({keys[0]} AS varchar)",
                ["keys"] = string.Join(", ", keys),
                ["night"] = SqlText.Literal(DayText.Of(date)),
                ["night_before"] = SqlText.Literal(DayText.Of(date.AddDays(-DaysBefore))),
                ["table"] = Table(settings, HistoryTable.Name(summary.QueryType)),
                ["services"] = SqlText.Literals(compared.ServiceNames),
                ["most"] = MostMoves.ToString(),
            }
        );
    }

    private static string Table(CommerceSettings settings, string table) => SqlText.Table(settings.Database, table);
}

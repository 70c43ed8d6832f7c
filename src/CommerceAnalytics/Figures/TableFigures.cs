using CommerceAnalytics.Events;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Figures;

/// <summary>
/// Warnings from the tables' own figures: values that cannot be read, revenue that is not known, searches that nobody
/// clicks on, hours without events.
/// </summary>
public static class TableFigures
{
    private const string Values =
        "Section 8 of docs/commerce-analytics-test-queries.md shows the values themselves: mend what logs them. Until then they count as unknown.";

    /// <summary>The figures of a summary table, each with a code of its own.</summary>
    internal static IEnumerable<TableFigure> Of(Summary summary)
    {
        var measures = summary.Measures;
        if (summary.ExactRows is { } rows)
            yield return NothingAtAll(rows, summary.OwnColumns);
        if (measures is { InvalidValues: { } invalid, CartAdds: { } adds })
            yield return InvalidValues(invalid, adds);
        if (measures is { Clicks: { } clicks, Searches: { } searches })
            yield return WithoutClicks(clicks, searches);
        if (measures is { KnownAmounts: { } known, Purchases: { } purchases })
            yield return RevenueUnknown(known, purchases);
    }

    // It has its rows whatever the log holds: that it is empty, their number does not tell.
    private static TableFigure NothingAtAll(int rows, IReadOnlyList<SummaryColumn> columns)
    {
        var counts = columns
            .Where(column => column.Type == "bigint")
            .Select(column => SqlText.Name(column.Name))
            .ToList();
        var all = counts.Count == 0 ? "1" : string.Join(" + ", counts.Select(column => $"COALESCE({column}, 0)"));
        return new()
        {
            Part = all,
            Whole = all,
            IsOfNothing = true,
            Code = "EmptySummary",
            IsWarning = (_, _, _) => true,
            Finding = (_, _) => $"All {rows} rows are empty: every count is 0.",
            Advice =
                "Check that the shop logs commerce events in these days, and that the service's name is spelled as in the log.",
        };
    }

    private static TableFigure WithoutClicks(string clicks, string searches)
    {
        return new()
        {
            Part = SqlText.Name(clicks),
            Whole = SqlText.Name(searches),
            Code = "SearchesWithoutClicks",
            IsWarning = (clicked, all, settings) => clicked == 0 && all >= settings.MinSearchesForClicks,
            Finding = (_, all) => $"Not one of {all:N0} searches led to a click.",
            Advice =
                "See whether the shop logs commerce.search.result_click, and with the sessionId of the search: a click without it belongs to no search.",
        };
    }

    private static TableFigure RevenueUnknown(string known, string purchases)
    {
        return new()
        {
            Part = SqlText.Name(known),
            Whole = SqlText.Name(purchases),
            Code = "RevenueUnknown",
            IsWarning = (some, all, settings) => 100m * some < settings.MinRevenueKnownPercent * all,
            Finding = (some, all) =>
                $"The amount is known of only {some:N0} of {all:N0} purchases ({Percent(some, all)} %).",
            Advice =
                $"Read the revenue beside {known}, as it leaves the others out; have the shop log totalAmount as a plain number.",
        };
    }

    private static TableFigure InvalidValues(string invalid, string adds)
    {
        return new()
        {
            Part = SqlText.Name(invalid),
            Whole = SqlText.Name(adds),
            Code = "InvalidValues",
            IsWarning = (some, all, settings) => 100m * some > settings.MaxInvalidValuePercent * all,
            Finding = (some, all) =>
                $"{some:N0} of {all:N0} cart adds ({Percent(some, all)} %) have no valid quantity or no valid price.",
            Advice = Values,
        };
    }

    private static string Percent(long part, long whole)
    {
        var percent = decimal.Round(100m * part / whole, 2, MidpointRounding.AwayFromZero);
        return percent.ToString("0.00");
    }
}

using System.Globalization;
using System.Text;
using CommerceAnalytics.Events;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Documents;

/// <summary>What each column of each summary table means, as the summaries' files say it.</summary>
internal static class SummaryPage
{
    private const string Introduction = """
        # The summary tables

        <!-- Written by `commerce-analytics docs` from the summaries' files: do not edit. -->

        What each column means. Every service has its own tables: `theshop-brand` has `theshop_brand_commerce_{first}_summary` and so on (`-` is written `_`),
        in the database of the setting `Database`. Each is [a file](summary-files.md) in [src/CommerceAnalytics/Summaries](../../src/CommerceAnalytics/Summaries) or in
        a shop's own folder, and `plan` prints it as Athena gets it. One table more is of all services: [the overview](overview.md).

        For all of them:

        - A table made for the execution date D covers the N **complete** days before D, in the reporting time zone, no days before `MinDataDate` and none of `ExcludedDays`. Every table begins with
          `service_name` (varchar) and ends with `window_start`, `window_end` and `calculation_date` (date): the first day, the last day, and D.
        - NULL means *unknown*, never zero: a sum over nothing valid, a share of nothing. Quantities, prices and amounts that are no numbers count as unknown.
        - Users are distinct `userKey`, sessions distinct `sessionId`. A session is any that has a commerce event: `commerce.session.start` is often not logged.
        - Rates are percent, 0 to 100. Rates, averages and sums of money are rounded once, half up, to 2 places.
        - Where a table keeps the first N rows, ties go by the key columns, ascending: the same log gives the same rows. Rows lie in no order: write `ORDER BY`.

        """;

    private const string Off = "Not refreshed unless the setting `Summaries:{name}:Enabled` is `true`. ";

    /// <summary>The page, in Markdown.</summary>
    /// <param name="settings">Which summaries there are.</param>
    public static string Text(CommerceSettings settings)
    {
        var (enabled, every) = (SummarySet.Of(settings), SummarySet.WithDisabled(settings));
        var off = every.All.Where(summary => enabled.Find(summary.QueryType) is null);
        var first = enabled.All[0].QueryType;
        var page = new StringBuilder(
            Introduction.ReplaceLineEndings("\n").Replace("{first}", first, StringComparison.Ordinal)
        );
        foreach (var summary in enabled.All)
            page.Append(Section(summary, ""));
        foreach (var summary in off)
            page.Append(Section(summary, Off.Replace("{name}", summary.QueryType, StringComparison.Ordinal)));
        return page.ToString();
    }

    private static string Section(Summary summary, string note)
    {
        var text = new StringBuilder(
            $"\n## `{summary.QueryType}`\n\n{Sentence(summary.About)}\n\n{note}{Extent(summary)}\n\n"
        ).Append("| column | type | meaning |\n| --- | --- | --- |\n");
        foreach (var column in summary.OwnColumns)
            text.Append($"| `{column.Name}` | {column.Type} | {Cell(column.About)} |\n");
        return text.ToString();
    }

    private static string Extent(Summary summary)
    {
        var key = string.Join(", ", summary.Key.Select(column => $"`{column}`"));
        var rows =
            summary.Top is { } top ? $"the {Number(top.Limit)} rows with most `{top.By}`"
            : summary.ExactRows is { } exact ? $"always {Number(exact)} rows"
            : "all rows";
        return $"{Number(summary.WindowDays)} days, {rows}, one for each {key}. Made in batch {summary.Batch} from {Kinds(summary)}.";
    }

    private static string Kinds(Summary summary) =>
        EventKinds.All.Except(summary.EventKinds).Any()
            ? string.Join(", ", summary.EventKinds.Select(kind => $"`{kind}`"))
            : "all kinds of commerce event";

    private static string Sentence(string text) => text[^1] is '.' or '!' or '?' ? text : $"{text}.";

    private static string Cell(string text) =>
        text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Text;
using CommerceAnalytics.Events;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Documents;

/// <summary>What each column of each summary table means, as the summaries' files say it.</summary>
internal static class SummaryPage
{
    /// <summary>The page, in Markdown.</summary>
    /// <param name="settings">Which summaries there are.</param>
    public static string Text(CommerceSettings settings)
    {
        var enabled = SummarySet.Of(settings);
        var every = SummarySet.WithDisabled(settings);
        var places = new Dictionary<string, string> { ["first"] = enabled.All[0].QueryType };
        var page = new StringBuilder(Template.Fill("summary-tables.md.template", places)).Append('\n');
        foreach (var summary in enabled.All)
            page.Append(Section(summary, ""));
        foreach (var summary in every.All.Where(summary => enabled.Find(summary.QueryType) is null))
            page.Append(Section(summary, Off(summary)));
        return page.ToString();
    }

    private static string Off(Summary summary) =>
        $"Not refreshed unless the setting `Summaries:{summary.QueryType}:Enabled` is `true`. ";

    private static string Section(Summary summary, string note)
    {
        var text = new StringBuilder();
        text.Append($"\n## `{summary.QueryType}`\n\n{Sentence(summary.About)}\n\n{note}{Extent(summary)}\n\n");
        text.Append("| column | type | meaning |\n| --- | --- | --- |\n");
        foreach (var column in summary.OwnColumns)
            text.Append($"| `{column.Name}` | {column.Type} | {Cell(column.About)} |\n");
        return text.ToString();
    }

    private static string Extent(Summary summary)
    {
        var key = Quoted(summary.Key);
        return $"{summary.WindowDays} days, {Rows(summary)}, one for each {key}. Made in batch {summary.Batch} from {Kinds(summary)}.";
    }

    private static string Rows(Summary summary)
    {
        if (summary.Top is { } top)
            return $"the {top.Limit} rows with most `{top.By}`";
        return summary.ExactRows is { } exact ? $"always {exact} rows" : "all rows";
    }

    private static string Kinds(Summary summary)
    {
        var areAll = !EventKinds.All.Except(summary.EventKinds).Any();
        return areAll ? "all kinds of commerce event" : Quoted(summary.EventKinds);
    }

    private static string Quoted(IEnumerable<string> names)
    {
        var quoted = names.Select(name => $"`{name}`");
        return string.Join(", ", quoted);
    }

    private static string Sentence(string text)
    {
        var isWhole = text[^1] is '.' or '!' or '?';
        return isWhole ? text : $"{text}.";
    }

    private static string Cell(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|");
}

using System.Text.RegularExpressions;
using CommerceAnalytics.Events;
using CommerceAnalytics.Naming;

namespace CommerceAnalytics.Summaries.Parsing;

/// <summary>Whether what is said about a summary fits together: its key, its measures, and what it reads.</summary>
internal sealed partial class MeaningRules(YamlBlock block, ProblemList problems)
{
    public void Check(Summary summary)
    {
        if (summary.OwnColumns.Count == 0)
            Add("columns", "The summary has no columns.", "List what the SELECT gives below 'columns:'.");
        CheckKey(summary);
        CheckTop(summary);
        CheckWatched(summary);
        CheckEvents();
        CheckAttributes();
    }

    private void CheckKey(Summary summary)
    {
        if (summary.Key.Count == 0)
            Add("key", "The summary has no 'key'.", "Add a line 'key: [...]' with the columns that tell rows apart.");
        foreach (var column in block.Texts("key"))
        {
            if (Find(summary, column.Text) is null)
                problems.Add(
                    column.Number,
                    $"'key' names {Shown.Text(column.Text)}, which is no column.",
                    Columns(summary)
                );
        }

        CheckTwice("key");
    }

    private void CheckTop(Summary summary)
    {
        if (summary.Top is not { By.Length: > 0 } top)
            return;
        if (summary.ExactRows is not null)
            Add(
                "rows",
                "There is both 'top' and 'rows'.",
                "Remove one: 'rows' is for tables with a fixed number of rows."
            );
        if (Find(summary, top.By) is not { Type: "bigint" })
            Add("top", $"'by' is {Shown.Text(top.By)}, which is no bigint column.", Columns(summary, "bigint"));
    }

    private void CheckWatched(Summary summary)
    {
        if (summary.Watched is { } name && Find(summary, name) is not { Type: "bigint" })
            Add("watched", $"'watched' is {Shown.Text(name)}, which is no bigint column.", Columns(summary, "bigint"));
    }

    private void CheckEvents()
    {
        var kinds = block.Texts("events");
        if (kinds.Count == 0)
            Add("events", "The summary reads no events.", "List kinds of commerce event below 'events:'.");
        foreach (var kind in kinds.Where(kind => !EventKinds.All.Contains(kind.Text)))
        {
            var nearest = Spelling.Nearest(kind.Text, EventKinds.All, 1)[0];
            var problem = $"{Shown.Text(kind.Text)} is no kind of commerce event.";
            problems.Add(kind.Number, problem, $"Did you mean '{nearest}'?");
        }

        CheckTwice("events");
    }

    // Their names become part of the SQL.
    private void CheckAttributes()
    {
        var attributes = block.Texts("attributes");
        foreach (var attribute in attributes.Where(attribute => !Attribute().IsMatch(attribute.Text)))
        {
            var problem = $"{Shown.Text(attribute.Text)} cannot be an attribute's name.";
            problems.Add(attribute.Number, problem, "Write letters, digits, '_' and '.', a letter first.");
        }

        CheckTwice("attributes");
        var others = EventColumns.Others(attributes.Select(attribute => attribute.Text));
        foreach (var same in others.GroupBy(EventColumns.Of, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            var problem = $"The attributes {string.Join(" and ", same)} would both be the column '{same.Key}'.";
            Add("attributes", problem, "Remove one.");
        }
    }

    private void CheckTwice(string key)
    {
        foreach (var same in block.Texts(key).GroupBy(item => item.Text, StringComparer.OrdinalIgnoreCase))
        {
            if (same.Skip(1).FirstOrDefault() is { Text: not null } second)
                problems.Add(second.Number, $"'{key}' names {Shown.Text(second.Text)} twice.", "Remove one.");
        }
    }

    private static SummaryColumn? Find(Summary summary, string name)
    {
        var columns = summary.OwnColumns;
        return columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    private static string Columns(Summary summary, string? type = null)
    {
        var columns = summary.OwnColumns.Where(column => type is null || column.Type == type);
        return $"Name one of 'columns': {string.Join(", ", columns.Select(column => column.Name))}.";
    }

    private void Add(string key, string problem, string remedy)
    {
        var line = block.LineOf(key);
        problems.Add(line, problem, remedy);
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_.]{0,99}\z")]
    private static partial Regex Attribute();
}

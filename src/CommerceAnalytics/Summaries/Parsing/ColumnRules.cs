using System.Text.RegularExpressions;
using CommerceAnalytics.Events;

namespace CommerceAnalytics.Summaries.Parsing;

/// <summary>Which columns a summary may have.</summary>
internal sealed partial class ColumnRules(IReadOnlyList<YamlBlock> blocks, ProblemList problems)
{
    private static readonly string[] Types = ["varchar", "bigint", "integer", "double", "date", "boolean"];
    private static readonly string[] Numbers = ["bigint", "integer", "double"];

    // Glue's limit for the comment of a column.
    private const int MostOfAComment = 255;

    // Of the table, or of its history.
    private static readonly string[] Taken =
    [
        "service",
        "night",
        "service_name",
        "window_start",
        "window_end",
        "calculation_date",
    ];

    public static bool IsNumber(SummaryColumn column) => Numbers.Contains(column.Type);

    public void Check(Summary summary)
    {
        var columns = summary.OwnColumns;
        foreach (var (i, column) in columns.Index())
        {
            CheckName(blocks[i], column.Name, columns.Take(i));
            CheckType(blocks[i], column.Type);
            CheckLimit(blocks[i], column, columns);
            CheckUnit(blocks[i], column);
            CheckAbout(blocks[i], column.About);
            if (column.KeyMayBeNull && !summary.Key.Contains(column.Name))
                Add(blocks[i], "key_may_be_null", $"'{column.Name}' is not in 'key'.", "Remove 'key_may_be_null'.");
        }
    }

    private void CheckName(YamlBlock block, string name, IEnumerable<SummaryColumn> before)
    {
        if (name.Length == 0)
            return;
        var problem = $"{Shown.Text(name)} cannot be a column's name.";
        if (!Pattern().IsMatch(name))
            Add(block, "name", problem, "Write 1 to 100 letters, digits and '_', a letter first.");
        else if (Taken.Contains(name))
            Add(block, "name", problem, "Every table, or its history, has that column already: take another name.");
        else if (ReservedWords.All.Contains(name))
            Add(block, "name", problem, "It is a reserved word of Athena's SQL: take another name.");
        else if (before.Any(column => column.Name == name))
            Add(
                block,
                "name",
                $"There are two columns '{name}'.",
                "Rename one: SQL does not tell upper from lower case."
            );
    }

    private void CheckType(YamlBlock block, string type)
    {
        if (type.Length > 0 && !Types.Contains(type))
            Add(block, "type", $"{Shown.Text(type)} cannot be a column's type.", $"Use {string.Join(", ", Types)}.");
    }

    private void CheckLimit(YamlBlock block, SummaryColumn column, IReadOnlyList<SummaryColumn> columns)
    {
        if (column.AtMost is not { } name)
            return;
        var limit = columns.FirstOrDefault(other => other.Name == name && other.Name != column.Name);
        if (limit is null)
            Add(block, "at_most", $"There is no other column {Shown.Text(name)}.", "Name one of 'columns'.");
        else if (!IsNumber(limit) || !IsNumber(column))
            Add(block, "at_most", $"'{column.Name}' and '{name}' are not both numbers.", "Remove 'at_most'.");
    }

    private void CheckAbout(YamlBlock block, string about)
    {
        if (about.Length > MostOfAComment || about.Contains('\n'))
            Add(
                block,
                "about",
                "'about' is too long.",
                "Write one line of 255 characters at most: the catalog takes no more."
            );
    }

    private void CheckUnit(YamlBlock block, SummaryColumn column)
    {
        if (column.Unit != Unit.None && !IsNumber(column))
            Add(block, "unit", $"'{column.Name}' is no number.", "Remove 'unit'.");
    }

    private void Add(YamlBlock block, string key, string problem, string remedy)
    {
        var line = block.LineOf(key);
        problems.Add(line, problem, remedy);
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,99}\z")]
    private static partial Regex Pattern();
}

using System.Text.RegularExpressions;

namespace CommerceAnalytics.Summaries.Parsing;

/// <summary>Which names a summary may have: they become names of tables, folders and options.</summary>
internal sealed partial class NameRules(YamlBlock block, ProblemList problems)
{
    // The pipeline's own tables and folders have these names.
    private static readonly string[] Taken = ["overview", "events", "runs"];

    // Every table's name holds these words in their places: another would make the name ambiguous.
    private static readonly string[] WordsOfTables = ["commerce", "summary"];

    public void Check(Summary summary)
    {
        var name = summary.QueryType;
        if (name.Length == 0)
            return;
        if (!Pattern().IsMatch(name))
            Add(name, "Write 1 to 40 lower-case letters, digits and '_', a letter first.");
        else if (Taken.Contains(name))
            Add(name, $"The pipeline uses {string.Join(", ", Taken)} itself: take another.");
        else if (WordsOfTables.FirstOrDefault(name.Contains) is { } word)
            Add(name, $"Leave '{word}' out: it stands in every table's name anyway.");
    }

    private void Add(string name, string remedy) =>
        problems.Add(block.LineOf("name"), $"{Shown.Text(name)} cannot be a summary's name.", remedy);

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,39}\z")]
    private static partial Regex Pattern();
}

using System.Text.RegularExpressions;

namespace CommerceAnalytics.Summaries.Parsing;

/// <summary>What can be told of a SELECT without an engine: whether it may be put into a statement at all.</summary>
internal sealed partial class SelectRules(YamlBlock block, ProblemList problems)
{
    /// <summary>Places that the program fills in a SELECT.</summary>
    private static readonly string[] Places = ["search_click_minutes"];

    public void Check(Summary summary)
    {
        var code = new SqlCode(summary.Sql);
        CheckWhole(summary, code);
        CheckPlaces(summary, code);
        CheckEvents(summary, code);
        CheckColumns(summary, code);
    }

    // It becomes a subquery: nothing in it may end that early.
    private void CheckWhole(Summary summary, SqlCode code)
    {
        if (!Beginning().IsMatch(code.Text))
            Add(summary, code, 0, "The SQL is no SELECT.", "Begin it with SELECT or WITH.");
        if (code.Unended is { } begin)
            Add(summary, code, begin, "A text or comment does not end.", "Close it.");
        else if (code.UnpairedParenthesis() is { } parenthesis)
            Add(summary, code, parenthesis, "A parenthesis has no counterpart.", "Add or remove one.");
        var end = code.Text.IndexOf(';');
        if (end >= 0)
            Add(summary, code, end, "There is a ';'.", "Write one SELECT without a semicolon.");
    }

    private void CheckPlaces(Summary summary, SqlCode code)
    {
        var remedy = $"Use {{{{{string.Join(", ", Places)}}}}}, or write the value.";
        foreach (var place in Place().Matches(summary.Sql).ToList())
        {
            if (Places.Contains(place.Groups[1].Value))
                continue;
            var problem = $"There is nothing to fill {Shown.Text(place.Value)} with.";
            Add(summary, code, place.Index, problem, remedy);
        }
    }

    private void CheckEvents(Summary summary, SqlCode code)
    {
        if (!ReadsEvents().IsMatch(code.Text))
            Add(summary, code, 0, "The SELECT does not read the table events.", "Write FROM events.");
        if (OwnEvents().Match(code.Text) is { Success: true } own)
            Add(summary, code, own.Index, "The SELECT defines a table 'events' itself.", "Give it another name.");
    }

    // A column that is named nowhere is not selected. One of the events' own could come by an asterisk; a SELECT that
    // says what it gives is worth that.
    private void CheckColumns(Summary summary, SqlCode code)
    {
        var words = code.Words;
        foreach (var (i, column) in summary.OwnColumns.Index())
        {
            if (column.Name.Length == 0 || words.Contains(column.Name))
                continue;
            var line = block.Blocks("columns", "The column")[i].LineOf("name");
            var problem = $"The SELECT gives no column {Shown.Text(column.Name)}.";
            problems.Add(line, problem, $"Add '... AS {column.Name}' to it, or remove the column here.");
        }
    }

    private void Add(Summary summary, SqlCode code, int index, string problem, string remedy)
    {
        var line = summary.Source.SqlLine + code.LineAt(index);
        problems.Add(line, problem, remedy);
    }

    [GeneratedRegex(@"\A\s*(SELECT|WITH)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Beginning();

    [GeneratedRegex(@"(\b(FROM|JOIN)\s|,)\s*events\b", RegexOptions.IgnoreCase)]
    private static partial Regex ReadsEvents();

    [GeneratedRegex(@"(?<=\bWITH\s+(RECURSIVE\s+)?|,\s*)\bevents\s+(\([^()]*\)\s*)?AS\s*\(", RegexOptions.IgnoreCase)]
    private static partial Regex OwnEvents();

    [GeneratedRegex(@"\{\{([^{}]*)\}\}")]
    private static partial Regex Place();
}

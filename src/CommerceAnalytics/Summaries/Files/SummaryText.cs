namespace CommerceAnalytics.Summaries.Files;

/// <summary>A summary's file cut in two: what is said about the summary, and its SELECT.</summary>
/// <param name="Block">
/// The YAML, after as many empty lines as stand above it in the file, so that its lines are the file's.
/// </param>
/// <param name="Sql">The SELECT.</param>
/// <param name="SqlLine">The line of the file that the SELECT begins on, from 1.</param>
internal sealed record SummaryText(string Block, string Sql, int SqlLine)
{
    private const string Opening = "/*";
    private const string Closing = "*/";
    private const string Remedy =
        "Begin the file with a line '/*', describe the summary in YAML, and end with a line '*/' above the SELECT.";

    /// <summary>Null, with a problem told, for a text without such a block.</summary>
    public static SummaryText? Of(string text, ProblemList problems)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var first = Array.FindIndex(lines, line => line.Trim().Length > 0);
        if (first < 0 || lines[first].Trim() != Opening)
        {
            problems.Add(Math.Max(first, 0) + 1, "There is no block of YAML at the top.", Remedy);
            return null;
        }

        var last = Array.FindIndex(lines, first, line => line.Contains(Closing, StringComparison.Ordinal));
        if (last < 0 || lines[last].Trim() != Closing)
        {
            problems.Add(Math.Max(last, first) + 1, "The block of YAML does not end with a line '*/'.", Remedy);
            return null;
        }

        var blank = Enumerable.Repeat("", first + 1);
        var block = string.Join('\n', blank.Concat(lines[(first + 1)..last]));
        var begin = Array.FindIndex(lines, last + 1, line => line.Trim().Length > 0);
        if (begin >= 0)
            return new(block, string.Join('\n', lines[begin..]).TrimEnd(), begin + 1);
        problems.Add(last + 1, "There is no SELECT below the block.", "Write one that reads the table events.");
        return null;
    }
}

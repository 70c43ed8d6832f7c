namespace CommerceAnalytics.Summaries.Parsing;

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
        var first = Array.FindIndex(lines, IsText);
        if (first < 0 || lines[first].Trim() != Opening)
        {
            problems.Add(Math.Max(first, 0) + 1, "There is no block of YAML at the top.", Remedy);
            return null;
        }

        var last = Array.FindIndex(lines, first, line => line.Contains(Closing));
        if (last < 0 || lines[last].Trim() != Closing)
        {
            problems.Add(Math.Max(last, first) + 1, "The block of YAML does not end with a line '*/'.", Remedy);
            return null;
        }

        var begin = Array.FindIndex(lines, last + 1, IsText);
        if (begin < 0)
        {
            problems.Add(last + 1, "There is no SELECT below the block.", "Write one that reads the table events.");
            return null;
        }

        var blank = new string('\n', first + 1);
        var block = string.Join('\n', lines[(first + 1)..last]);
        var sql = string.Join('\n', lines[begin..]);
        return new(blank + block, sql.TrimEnd(), begin + 1);
    }

    private static bool IsText(string line) => line.Trim().Length > 0;
}

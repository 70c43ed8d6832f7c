using System.Text.RegularExpressions;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Planning;

/// <summary>
/// Leads from a statement back to the summary's file: an engine's error names a line and column of what it was sent, and
/// whoever wrote the file never saw that text.
/// </summary>
public static partial class FilePlaces
{
    // As select.sql puts the summary into the statement: below this line, each line indented by so much, and two lines
    // above the columns.
    private const string Above = "summary AS (";
    private const int Indent = 4;
    private const int LinesToColumns = 2;

    /// <summary>
    /// The message with every <c>line 93:14</c> that is of the file replaced by <c>cart_pages.sql:33:10</c>; a place in
    /// what the program adds stays as it is, but for the cast of a column, which leads to the column in the file's head.
    /// </summary>
    /// <param name="message">As the engine tells it.</param>
    /// <param name="summary">The summary that the statement is of.</param>
    /// <param name="statement">The statement that the engine was sent.</param>
    public static string InFile(string message, Summary summary, string statement)
    {
        ArgumentNullException.ThrowIfNull(summary);
        ArgumentNullException.ThrowIfNull(statement);
        var lines = statement.Split('\n');
        var first = Array.IndexOf(lines, Above) + 1;
        if (first == 0)
            return message;
        return Place().Replace(message, place => InFile(place, summary, lines, first) ?? place.Value);
    }

    private static string? InFile(Match place, Summary summary, string[] lines, int first)
    {
        var line = Number(place, "line") - 1;
        if (line >= lines.Length)
            return null;
        var sql = summary.Sql.Split('\n');
        var inSql = line - first;
        if (inSql >= 0 && inSql < sql.Length)
        {
            var column = Column(sql[inSql], lines[line], Number(place, "column"));
            return Text(summary, summary.Source.SqlLine + inSql, column);
        }

        var cast = summary.Columns.ElementAtOrDefault(inSql - sql.Length - LinesToColumns);
        var declared = summary.OwnColumns.FirstOrDefault(own => own.Name == cast?.Name);
        return declared?.Line > 0 ? Text(summary, declared.Line, 1) : null;
    }

    // A place that the program filled moves what stands behind it: that is counted from the line's end.
    private static int Column(string inFile, string sent, int column)
    {
        var indented = new string(' ', Indent) + inFile;
        var alike = indented.AsSpan().CommonPrefixLength(sent);
        if (column > alike + 1)
            column -= sent.Length - indented.Length;
        return Math.Clamp(column - Indent, 1, inFile.Length + 1);
    }

    private static string Text(Summary summary, int line, int column) => $"{summary.Source.File}:{line}:{column}";

    private static int Number(Match place, string group)
    {
        var isNumber = int.TryParse(place.Groups[group].Value, out var number);
        return isNumber ? number : int.MaxValue;
    }

    [GeneratedRegex(@"\bline (?<line>[0-9]+):(?<column>[0-9]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Place();
}

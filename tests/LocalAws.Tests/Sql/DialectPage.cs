using System.Text.RegularExpressions;

namespace LocalAws.Tests.Sql;

/// <summary>A row of docs/try/athena-dialect.md.</summary>
/// <param name="What">What the row is about.</param>
/// <param name="Sql">Runs on both.</param>
/// <param name="Athena">What LocalAws must give.</param>
/// <param name="DuckDb">
/// What DuckDB gives as it comes; the same as <paramref name="Athena"/> in the page's section of agreements.
/// </param>
public sealed record DialectRow(string What, string Sql, string Athena, string DuckDb)
{
    public override string ToString() => What;
}

/// <summary>The table of docs/try/athena-dialect.md, as the page has it.</summary>
internal static partial class DialectPage
{
    public static IReadOnlyList<DialectRow> Differences { get; } =
    [.. Rows(5).Select(cells => new DialectRow(cells[0], Code(cells[1]), Code(cells[2]), Code(cells[3])))];

    public static IReadOnlyList<DialectRow> Agreements { get; } =
    [.. Rows(4).Select(cells => new DialectRow(cells[0], Code(cells[1]), Code(cells[2]), Code(cells[2])))];

    private static IEnumerable<string[]> Rows(int cells) =>
        File.ReadLines(Path)
            .Where(line =>
                line.StartsWith("| ", StringComparison.Ordinal) && line.Contains("](https://", StringComparison.Ordinal)
            )
            .Select(line => CellEnd().Split(line.Trim().Trim('|')).Select(cell => cell.Trim()).ToArray())
            .Where(row => row.Length == cells);

    private static string Code(string cell) => cell.Trim('`').Replace(@"\|", "|", StringComparison.Ordinal);

    private static string Path => System.IO.Path.Combine(Repository.Root, "docs", "try", "athena-dialect.md");

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex CellEnd();
}

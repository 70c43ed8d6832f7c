using System.Text;
using System.Text.RegularExpressions;

namespace LocalAws.Tests.Sql;

/// <summary>A row of docs/try/localaws-readers.md.</summary>
/// <param name="Section">The section that it stands in.</param>
/// <param name="Line">Bytes of a file, as the page writes them.</param>
/// <param name="Reads">What is selected.</param>
/// <param name="Athena">What Athena gives.</param>
/// <param name="LocalAws">What LocalAws gives.</param>
public sealed record ReaderRow(string Section, string Line, string Reads, string Athena, string LocalAws)
{
    public override string ToString() => $"{Section}: {Line}: {Reads}";
}

/// <summary>The tables of docs/try/localaws-readers.md, as the page has them.</summary>
internal static partial class ReaderPage
{
    public const string Times = "Times";

    /// <summary>The section of expressions, which has no files.</summary>
    public const string TimesInSql = "Times in SQL";

    public static IReadOnlyList<ReaderRow> Rows { get; } = [.. Read().Where(row => row.Section != TimesInSql)];

    /// <summary>Expressions instead of lines; nothing is read.</summary>
    public static IReadOnlyList<ReaderRow> Expressions { get; } = [.. Read().Where(row => row.Section == TimesInSql)];

    /// <summary>The file that a row stands for.</summary>
    public static byte[] BytesOf(ReaderRow row)
    {
        List<byte> bytes = [];
        var at = 0;
        foreach (Match raw in RawBytes().Matches(row.Line))
        {
            bytes.AddRange(Encoding.UTF8.GetBytes(row.Line[at..raw.Index]));
            bytes.AddRange(
                Convert.FromHexString(raw.Groups["hex"].Value.Replace(" ", string.Empty, StringComparison.Ordinal))
            );
            at = raw.Index + raw.Length;
        }

        bytes.AddRange(Encoding.UTF8.GetBytes(row.Line[at..]));
        return [.. bytes];
    }

    /// <summary>SerDe properties that a section's table has.</summary>
    public static string PropertiesOf(string section) =>
        section switch
        {
            "Properties" => "'dots.in.keys' = 'true'",
            "Properties: case" => "'case.insensitive' = 'false'",
            "Properties: mapping" => "'mapping.s' = 'word'",
            _ => "'serialization.format' = '1'",
        };

    private static IEnumerable<ReaderRow> Read()
    {
        var section = string.Empty;
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "docs", "try", "localaws-readers.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
                section = line[3..];
            if (
                !line.StartsWith("| `", StringComparison.Ordinal)
                || !line.Contains("](https://", StringComparison.Ordinal)
            )
                continue;
            var cells = CellEnd().Split(line.Trim().Trim('|')).Select(Code).ToList();
            yield return section == TimesInSql
                ? new ReaderRow(section, cells[0], "", cells[1], cells[2])
                : new ReaderRow(section, cells[0], cells[1], cells[2], cells[3]);
        }
    }

    private static string Code(string cell) => cell.Trim().Trim('`').Replace(@"\|", "|", StringComparison.Ordinal);

    [GeneratedRegex("‹(?<hex>[0-9A-F ]+)›")]
    private static partial Regex RawBytes();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex CellEnd();
}

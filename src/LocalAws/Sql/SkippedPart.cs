using System.Text.Encodings.Web;
using System.Text.Json;

namespace LocalAws.Sql;

/// <summary>Lines of a partition that could not be read and were skipped.</summary>
/// <param name="Table">Database and table.</param>
/// <param name="Partition">
/// Its first keys, as <c>year=2025/month=10/day=28</c>; empty for a table without partitions.
/// </param>
/// <param name="Lines">Records in its files.</param>
/// <param name="Skipped">How many of them could not be read.</param>
/// <param name="Files">The files with the most of them.</param>
public sealed record SkippedPart(
    string Table,
    string Partition,
    long Lines,
    long Skipped,
    IReadOnlyList<SkippedFile> Files
)
{
    /// <summary>What a text of <see cref="Write"/> begins with.</summary>
    public const string Mark = "LINES_SKIPPED: ";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// The parts in one line: what a succeeded query execution says in StateChangeReason, where Athena says nothing.
    /// </summary>
    /// <param name="parts">Parts; null for none.</param>
    public static string? Write(IReadOnlyList<SkippedPart> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 0)
            return null;
        return Mark + JsonSerializer.Serialize(parts, Json);
    }
}

/// <summary>Lines of a file that could not be read.</summary>
/// <param name="File"><c>s3://</c> address.</param>
/// <param name="Lines">Records in it.</param>
/// <param name="Skipped">How many of them could not be read.</param>
/// <param name="FirstLine">Number of the first such line, from 1.</param>
/// <param name="Fault">What is wrong with that line.</param>
public sealed record SkippedFile(string File, long Lines, long Skipped, long FirstLine, string Fault);

using System.Text.Json;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Aws.Athena;

/// <summary>
/// Reads what LocalAws says of lines that it could not read. It stands where Athena gives the reason of a failure, and
/// Athena gives none for a query that succeeded: there is nothing to read then.
/// </summary>
internal static class SkippedLines
{
    private const string Mark = "LINES_SKIPPED: ";
    private const int KeysOfDay = 3;

    public static IReadOnlyList<SkippedDay> Of(string? reason)
    {
        if (reason?.StartsWith(Mark, StringComparison.Ordinal) != true)
            return [];
        var parts = JsonSerializer.Deserialize<List<Part>>(reason[Mark.Length..], RunReportJson.Options) ?? [];
        // A statement may read the log more than once; its lines are the same ones.
        return
        [
            .. parts
                .DistinctBy(part => (part.Table, part.Partition))
                .Select(part => new SkippedDay(DayOf(part), part.Lines, part.Skipped, part.Files)),
        ];
    }

    /// <summary><c>year=2025/month=10/day=28</c> as <c>2025-10-28</c>.</summary>
    private static string DayOf(Part part)
    {
        var values = part
            .Partition.Split('/')
            .Select(key => key[(key.IndexOf('=', StringComparison.Ordinal) + 1)..])
            .ToList();
        var isDay = values.Count == KeysOfDay && values.TrueForAll(value => int.TryParse(value, out _));
        return isDay
            ? $"{values[0]}-{values[1].PadLeft(2, '0')}-{values[2].PadLeft(2, '0')}"
            : $"{part.Table} {part.Partition}".TrimEnd();
    }

    private sealed record Part(
        string Table,
        string Partition,
        long Lines,
        long Skipped,
        IReadOnlyList<SkippedFile> Files
    );
}

namespace CommerceAnalytics.Tests.Semantics;

/// <summary>Rows compared as sets, since their order in files is not promised; differences shown row by row.</summary>
internal static class RowAssertions
{
    // What a long difference is cut to, on each side.
    private const int Shown = 8;

    public static void ShouldHoldTheRows(
        this IReadOnlyList<object?[]> actual,
        IReadOnlyList<object?[]> expected,
        string because = ""
    ) => Difference(actual, expected).ShouldBeNull(because);

    /// <summary>Rows too many and rows that are missing, one a line; null where there are none.</summary>
    public static string? Difference(IReadOnlyList<object?[]> actual, IReadOnlyList<object?[]> expected)
    {
        List<string> found = [.. actual.Select(Exact)],
            wanted = [.. expected.Select(Exact)];
        List<string> tooMany = Without(found, wanted),
            missing = Without(wanted, found);
        return tooMany.Count + missing.Count == 0
            ? null
            : string.Join("\n", [.. Lines("too many", tooMany), .. Lines("missing", missing)]);
    }

    private static IEnumerable<string> Lines(string what, List<string> rows) =>
        [
            .. rows.Take(Shown).Select(row => $"{what}: {Cut(row)}"),
            .. rows.Count > Shown ? [$"{what}: {rows.Count - Shown} more"] : (IEnumerable<string>)[],
        ];

    // A row that is there twice must be there twice on the other side, too.
    private static List<string> Without(List<string> rows, List<string> others)
    {
        var left = others.CountBy(row => row).ToDictionary();
        return [.. rows.Where(row => (left[row] = left.GetValueOrDefault(row) - 1) < 0)];
    }

    private static string Exact(object?[] row) =>
        string.Join(
            " | ",
            row.Select(value =>
                value switch
                {
                    null => "NULL",
                    string text => $"'{text}'",
                    DateOnly date => date.ToString("yyyy-MM-dd"),
                    _ => $"{value}",
                }
            )
        );

    private static string Cut(string row) =>
        row.Length <= 400 ? row : $"{row[..200]}...{row[^200..]} ({row.Length} characters)";
}

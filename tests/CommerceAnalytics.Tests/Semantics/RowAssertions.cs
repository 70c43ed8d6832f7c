namespace CommerceAnalytics.Tests.Semantics;

/// <summary>Rows compared as sets, since their order in files is not promised; differences shown row by row.</summary>
internal static class RowAssertions
{
    public static void ShouldHoldTheRows(this IReadOnlyList<object?[]> actual, IReadOnlyList<object?[]> expected, string because = "")
    {
        List<string> found = [.. actual.Select(Text)], wanted = [.. expected.Select(Text)];
        found.Except(wanted).ShouldBeEmpty($"Rows too many. {because}");
        wanted.Except(found).ShouldBeEmpty($"Rows that are missing. {because}");
        found.Count.ShouldBe(wanted.Count, because);
    }

    private static string Text(object?[] row) => string.Join(" | ", row.Select(value => value switch
    {
        null => "NULL",
        string text => $"'{(text.Length <= 40 ? text : $"{text[..20]}...{text[^20..]} ({text.Length})")}'",
        DateOnly date => date.ToString("yyyy-MM-dd"),
        _ => $"{value}",
    }));
}

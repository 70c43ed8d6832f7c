using System.Text.RegularExpressions;

namespace CommerceAnalytics.Backfills;

/// <summary>Instance ids of backfills: <c>backfill-{from}-{to}-{n}</c>, n from 1.</summary>
public static partial class BackfillIds
{
    /// <summary>What all ids of backfills begin with, and no other instance's.</summary>
    public const string Prefix = "backfill-";

    /// <summary>The id of the n-th backfill of a range.</summary>
    /// <param name="from">First night.</param>
    /// <param name="to">Last night.</param>
    /// <param name="number">1 or more.</param>
    public static string For(DateOnly from, DateOnly to, int number) =>
        $"{Prefix}{from:yyyy-MM-dd}-{to:yyyy-MM-dd}-{number}";

    /// <summary>The number in an id; null where it is no backfill's.</summary>
    /// <param name="id">Any text.</param>
    public static int? NumberOf(string? id)
    {
        var match = Pattern().Match(id ?? "");
        return match.Success ? int.Parse(match.Groups["number"].Value) : null;
    }

    [GeneratedRegex(
        @"\Abackfill-\d{4}-\d{2}-\d{2}-\d{4}-\d{2}-\d{2}-(?<number>[1-9]\d{0,8})\z",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Pattern();
}

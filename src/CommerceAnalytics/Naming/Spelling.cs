namespace CommerceAnalytics.Naming;

/// <summary>How far two names are from each other, to suggest what was meant.</summary>
public static class Spelling
{
    /// <summary>Letters to insert, remove or replace to make one of the other, whatever their case.</summary>
    /// <param name="left">A name.</param>
    /// <param name="right">Another.</param>
    public static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced =
                    diagonal + (char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.Length];
    }

    /// <summary>
    /// The names that are spelled most like one, the nearest first, those that are equally near in alphabetical order.
    /// </summary>
    /// <param name="name">What was written.</param>
    /// <param name="names">What there is.</param>
    /// <param name="most">How many at most.</param>
    public static IReadOnlyList<string> Nearest(string name, IEnumerable<string> names, int most)
    {
        return
        [
            .. names
                .Distinct()
                .OrderBy(other => Distance(name, other))
                .ThenBy(other => other, StringComparer.Ordinal)
                .Take(most),
        ];
    }
}

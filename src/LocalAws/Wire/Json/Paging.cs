using System.Text;

namespace LocalAws.Wire.Json;

/// <summary>A page of a list that is sorted by name; the token names the last item of the page before.</summary>
internal sealed record Paging<T>(IReadOnlyList<T> Items, string? NextToken)
{
    /// <summary>Cuts the page. An unreadable token is treated as <paramref name="badToken"/> says.</summary>
    public static Paging<T> Cut(
        IEnumerable<T> sorted,
        Func<T, string> name,
        int size,
        string? token,
        Func<AwsException> badToken
    )
    {
        var after = token is null ? null : Read(token, badToken);
        var rest = sorted
            .Where(i => after is null || string.CompareOrdinal(name(i), after) > 0)
            .Take(size + 1)
            .ToList();
        if (rest.Count <= size)
            return new(rest, NextToken: null);
        return new(rest[..size], Convert.ToBase64String(Encoding.UTF8.GetBytes(name(rest[size - 1]))));
    }

    private static string Read(string token, Func<AwsException> badToken)
    {
        var bytes = new byte[token.Length];
        if (Convert.TryFromBase64String(token, bytes, out var written))
            return Encoding.UTF8.GetString(bytes, 0, written);
        throw badToken();
    }
}

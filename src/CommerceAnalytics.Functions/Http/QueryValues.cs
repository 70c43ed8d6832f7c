using Microsoft.AspNetCore.Http;

namespace CommerceAnalytics.Functions.Http;

/// <summary>
/// Reads the query of a request. An empty value counts as left out; <c>code</c> and <c>clientId</c> are the host's.
/// </summary>
internal static class QueryValues
{
    // A caller's key and the key's name: the host reads them, in any letter case, and passes them on.
    private static readonly HashSet<string> OfTheHost = new(StringComparer.OrdinalIgnoreCase) { "code", "clientId" };

    public static string? One(IQueryCollection query, string name) =>
        All(query, name) is [var value, ..] ? value : null;

    public static IReadOnlyList<string> All(IQueryCollection query, string name) =>
        [.. query[name].Where(value => !string.IsNullOrEmpty(value))!];

    /// <summary>
    /// What is wrong with the names in a query: one that is not known, or one given twice of which only one value could
    /// count.
    /// </summary>
    /// <param name="query">The query.</param>
    /// <param name="once">Names that may be given once.</param>
    /// <param name="repeatable">Names that may be given several times.</param>
    public static IReadOnlyList<string> Problems(
        IQueryCollection query,
        IReadOnlyList<string> once,
        params IReadOnlyList<string> repeatable
    )
    {
        var known = string.Join(", ", [.. once, .. repeatable]);
        return
        [
            .. query
                .Keys.Where(key => !OfTheHost.Contains(key) && !once.Contains(key) && !repeatable.Contains(key))
                .Select(key =>
                    $"{Shown.Text(key)} is not known: this address takes {(known.Length > 0 ? known : "no parameters")}."
                ),
            .. once.Where(name => All(query, name).Count > 1)
                .Select(name => $"{name} is given {All(query, name).Count} times: give it once."),
        ];
    }
}

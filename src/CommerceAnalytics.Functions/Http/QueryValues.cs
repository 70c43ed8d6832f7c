using CommerceAnalytics.Failures;
using Microsoft.AspNetCore.Http;

namespace CommerceAnalytics.Functions.Http;

/// <summary>Reads the query of a request. An empty value counts as left out; <c>code</c> is the host's key.</summary>
internal static class QueryValues
{
    private const string KeyParameter = "code";

    public static string? One(IQueryCollection query, string name) => All(query, name) is [var value, ..] ? value : null;

    public static IReadOnlyList<string> All(IQueryCollection query, string name) => [.. query[name].Where(value => !string.IsNullOrEmpty(value))!];

    /// <summary>What is wrong with the names in a query: one that is not known, or one given twice of which only one value could count.</summary>
    /// <param name="query">The query.</param>
    /// <param name="once">Names that may be given once.</param>
    /// <param name="repeatable">Names that may be given several times.</param>
    public static IReadOnlyList<string> Problems(IQueryCollection query, IReadOnlyList<string> once, params IReadOnlyList<string> repeatable)
    {
        var known = string.Join(", ", [.. once, .. repeatable]);
        return
        [
            .. query.Keys.Where(key => key != KeyParameter && !once.Contains(key) && !repeatable.Contains(key))
                .Select(key => $"{Shown.Text(key)} is not known: this address takes {(known.Length > 0 ? known : "no parameters")}."),
            .. once.Where(name => All(query, name).Count > 1).Select(name => $"{name} is given {All(query, name).Count} times: give it once."),
        ];
    }
}

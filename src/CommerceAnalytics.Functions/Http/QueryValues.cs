using CommerceAnalytics.Failures;
using Microsoft.AspNetCore.Http;

namespace CommerceAnalytics.Functions.Http;

/// <summary>Reads the query of a request. An empty value counts as left out; <c>code</c> is the host's key.</summary>
internal static class QueryValues
{
    private const string KeyParameter = "code";

    public static string? One(IQueryCollection query, string name) => All(query, name) is [var value, ..] ? value : null;

    public static IReadOnlyList<string> All(IQueryCollection query, string name) => [.. query[name].Where(value => !string.IsNullOrEmpty(value))!];

    public static IReadOnlyList<string> Unknown(IQueryCollection query, params string[] known) =>
    [
        .. query.Keys.Where(key => key != KeyParameter && !known.Contains(key))
            .Select(key => $"{Shown.Text(key)} is not known: this address takes {string.Join(", ", known)}."),
    ];
}

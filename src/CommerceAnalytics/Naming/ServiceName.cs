using System.Text.RegularExpressions;

namespace CommerceAnalytics.Naming;

/// <summary>
/// Which texts name a service. Anything else is refused before a single AWS call, since names become table names, S3
/// keys and SQL.
/// </summary>
public static partial class ServiceName
{
    /// <summary>The rule in words, for messages.</summary>
    public const string Rule =
        "a service name has 1 to 63 lower-case letters, digits and '-', and begins and ends with a letter or digit.";

    /// <summary>Whether the text is a service name.</summary>
    /// <param name="name">Any text.</param>
    public static bool IsValid(string? name) => name is not null && Pattern().IsMatch(name);

    // \z, not $: the latter would let a line break at the end through.
    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex Pattern();
}

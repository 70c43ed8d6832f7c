using System.Text.RegularExpressions;

namespace CommerceAnalytics.LocalHost.Pages.Server.Dashboards;

/// <summary>
/// Puts the values of variables into a panel's SQL as Grafana does, in the two formats that are safe with any value.
/// </summary>
internal static partial class Interpolation
{
    /// <summary>The SQL with every variable replaced.</summary>
    /// <param name="sql">SQL with <c>${name:format}</c> in it.</param>
    /// <param name="values">A value for each variable.</param>
    /// <exception cref="KeyNotFoundException">A variable has no value.</exception>
    /// <exception cref="FormatException">
    /// A variable stands in the SQL in a format that lets its value break out.
    /// </exception>
    public static string Fill(string sql, IReadOnlyDictionary<string, string> values) =>
        Variable()
            .Replace(
                sql,
                match =>
                {
                    var name = match.Groups["name"].Value;
                    // JSON's null gets past the dictionary's type.
                    if (values.GetValueOrDefault(name) is not { } value)
                        throw new KeyNotFoundException($"The variable '{name}' has no value: send one, as text.");
                    return match.Groups["format"].Value switch
                    {
                        "sqlstring" => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'",
                        // Uri escapes all but unreserved characters, so there is no quote in it: it stays inside the
                        // quoted name that it stands in.
                        "percentencode" => Uri.EscapeDataString(value),
                        var format => throw new FormatException(
                            $"'{match.Value}': the format '{format}' does not keep a value from breaking out of its place; use sqlstring or percentencode."
                        ),
                    };
                }
            );

    [GeneratedRegex(
        @"\$(?:\{(?<name>\w+)(?::(?<format>\w+))?\}|(?<name>\w+))",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Variable();
}

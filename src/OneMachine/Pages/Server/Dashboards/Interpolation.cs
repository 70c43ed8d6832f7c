using System.Globalization;
using System.Text.RegularExpressions;

namespace CommerceAnalytics.OneMachine.Pages.Server.Dashboards;

/// <summary>
/// Puts the values of variables into a panel's SQL as Grafana does, in the two formats that are safe with any value, and
/// the time range as the macros of its Athena data source do.
/// </summary>
internal static partial class Interpolation
{
    /// <summary>Names of the values that hold the time range: ISO 8601 times.</summary>
    public const string From = "__from";

    /// <inheritdoc cref="From"/>
    public const string To = "__to";

    /// <summary>The SQL with every variable and macro replaced.</summary>
    /// <param name="sql">SQL with <c>${name:format}</c> and <c>$__macro(column)</c> in it.</param>
    /// <param name="values">A value for each variable; <c>__from</c> and <c>__to</c> where a macro needs them.</param>
    /// <exception cref="KeyNotFoundException">A variable has no value.</exception>
    /// <exception cref="ArgumentException">An end of the time range is no time.</exception>
    /// <exception cref="FormatException">
    /// A variable stands in the SQL in a format that lets its value break out, or a macro is not known.
    /// </exception>
    public static string Fill(string sql, IReadOnlyDictionary<string, string> values) =>
        Place()
            .Replace(
                sql,
                match =>
                    match.Groups["macro"].Success
                        ? Macro(match.Groups["macro"].Value, match.Groups["column"].Value, values)
                        : Variable(match, values)
            );

    private static string Variable(Match match, IReadOnlyDictionary<string, string> values)
    {
        var value = ValueOf(match.Groups["name"].Value, values);
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

    private static string Macro(string name, string column, IReadOnlyDictionary<string, string> values) =>
        name switch
        {
            "timeFrom" => Time(From, values),
            "timeTo" => Time(To, values),
            "timeFilter" => $"{column} BETWEEN {Time(From, values)} AND {Time(To, values)}",
            "dateFilter" => $"{column} BETWEEN {Date(From, values)} AND {Date(To, values)}",
            _ => throw new FormatException($"The macro '$__{name}' is not known here."),
        };

    private static string Time(string end, IReadOnlyDictionary<string, string> values) =>
        $"TIMESTAMP '{At(end, values):yyyy-MM-dd HH:mm:ss}'";

    private static string Date(string end, IReadOnlyDictionary<string, string> values) =>
        $"date '{At(end, values):yyyy-MM-dd}'";

    private static DateTime At(string end, IReadOnlyDictionary<string, string> values)
    {
        var text = ValueOf(end, values);
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTime.TryParse(text, CultureInfo.InvariantCulture, Utc, out var time)
            ? time
            : throw new ArgumentException(
                $"The end '{end}' of the time range is no time: send one such as 2026-11-30T00:00:00Z."
            );
    }

    private static string ValueOf(string name, IReadOnlyDictionary<string, string> values) =>
        // JSON's null gets past the dictionary's type.
        values.GetValueOrDefault(name)
            is { } value
            ? value
            : throw new KeyNotFoundException($"The variable '{name}' has no value: send one, as text.");

    [GeneratedRegex(
        @"\$__(?<macro>\w+)\((?<column>[^()]*)\)|\$(?:\{(?<name>\w+)(?::(?<format>\w+))?\}|(?<name>\w+))",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Place();
}

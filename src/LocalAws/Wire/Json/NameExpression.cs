using System.Text.RegularExpressions;

namespace LocalAws.Wire.Json;

/// <summary>The expression of a list of tables: a regular expression over the whole name.</summary>
internal static class NameExpression
{
    /// <summary>
    /// Which names it is about; all where there is none. Throws what <paramref name="invalid"/> says where it is no
    /// expression.
    /// </summary>
    public static Func<string, bool> Read(string? expression, Func<AwsException> invalid)
    {
        if (string.IsNullOrEmpty(expression))
            return _ => true;
        try
        {
            // Without backtracking no expression takes longer than the names are long: none meets the time limit.
            var pattern = new Regex(
                $@"^(?:{expression})\z",
                RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking,
                TimeSpan.FromMinutes(1)
            );
            return pattern.IsMatch;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw invalid();
        }
    }
}

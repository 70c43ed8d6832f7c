using System.IO.Enumeration;

namespace LocalAws.Faults;

/// <summary>Patterns of <c>*</c> and <c>?</c>, case ignored; null matches everything.</summary>
internal static class Glob
{
    public static bool Matches(string? pattern, string text)
    {
        return pattern is null
            || FileSystemName.MatchesSimpleExpression(
                pattern.Replace(@"\", @"\\", StringComparison.Ordinal),
                text,
                ignoreCase: true
            );
    }

    public static bool MatchesAny(string? pattern, IReadOnlyList<string> texts) =>
        pattern is null || texts.Any(text => Matches(pattern, text));
}

using System.IO.Enumeration;

namespace LocalAws.Faults;

/// <summary>
/// Patterns of <c>*</c> and <c>?</c>, several of them with <c>|</c> between, case ignored; null matches everything.
/// </summary>
internal static class Glob
{
    public static bool Matches(string? pattern, string text)
    {
        if (pattern is null)
            return true;
        return pattern.Split('|').Any(one => MatchesOne(one, text));
    }

    public static bool MatchesAny(string? pattern, IReadOnlyList<string> texts)
    {
        if (pattern is null)
            return true;
        return texts.Any(text => Matches(pattern, text));
    }

    private static bool MatchesOne(string pattern, string text)
    {
        var escaped = pattern.Replace(@"\", @"\\");
        return FileSystemName.MatchesSimpleExpression(escaped, text, ignoreCase: true);
    }
}

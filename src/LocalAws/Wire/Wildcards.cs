namespace LocalAws.Wire;

/// <summary>
/// Patterns of any characters and of one character, written <c>*</c> and <c>?</c> here whatever they are elsewhere.
/// </summary>
internal static class Wildcards
{
    /// <summary>Whether a pattern matches a whole text.</summary>
    /// <remarks>Linear but for stepping back to the last star: no pattern can make it take long.</remarks>
    public static bool Match(IReadOnlyList<(char Character, bool IsWild)> pattern, string text, bool ignoreCase = false)
    {
        var p = 0;
        var t = 0;
        var star = -1;
        var from = 0;
        while (t < text.Length)
        {
            if (p < pattern.Count && pattern[p] is ('*', true))
                (star, from) = (p++, t);
            else if (p < pattern.Count && MatchesOne(pattern[p], text[t], ignoreCase))
                (p, t) = (p + 1, t + 1);
            else if (star >= 0)
                (p, t) = (star + 1, ++from);
            else
                return false;
        }

        return pattern.Skip(p).All(rest => rest is ('*', true));
    }

    private static bool MatchesOne((char Character, bool IsWild) part, char character, bool ignoreCase)
    {
        if (part is ('?', true) || part.Character == character)
            return true;
        return ignoreCase && char.ToLowerInvariant(part.Character) == char.ToLowerInvariant(character);
    }
}

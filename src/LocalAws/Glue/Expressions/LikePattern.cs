namespace LocalAws.Glue.Expressions;

/// <summary>
/// SQL's LIKE: <c>%</c> for any text, <c>_</c> for any character. Walks back to the last <c>%</c> alone, so no pattern
/// is slow.
/// </summary>
internal static class LikePattern
{
    public static bool Matches(string pattern, string text)
    {
        var p = 0;
        var t = 0;
        var star = -1;
        var mark = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '%')
                (star, mark) = (p++, t);
            else if (p < pattern.Length && (pattern[p] == '_' || pattern[p] == text[t]))
                (p, t) = (p + 1, t + 1);
            else if (star >= 0)
                (p, t) = (star + 1, ++mark);
            else
                return false;
        }

        return pattern[p..].All(c => c == '%');
    }
}

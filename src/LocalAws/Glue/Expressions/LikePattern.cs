using LocalAws.Wire;

namespace LocalAws.Glue.Expressions;

/// <summary>SQL's LIKE: <c>%</c> for any text, <c>_</c> for any character.</summary>
internal static class LikePattern
{
    public static bool Matches(string pattern, string text) => Wildcards.Match([.. pattern.Select(Part)], text);

    private static (char Character, bool IsWild) Part(char written) =>
        written switch
        {
            '%' => ('*', true),
            '_' => ('?', true),
            _ => (written, false),
        };
}

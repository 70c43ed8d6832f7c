using LocalAws.Wire;

namespace LocalAws.Iam.Evaluation;

/// <summary>
/// A text of a policy in which <c>*</c> stands for any characters and <c>?</c> for one. What a variable stands for is
/// taken literally: a user who calls himself <c>*</c> is no wildcard.
/// </summary>
internal sealed class Pattern
{
    private const int ArnParts = 6;

    private readonly List<(char Character, bool IsWild)> _parts;

    private Pattern(List<(char Character, bool IsWild)> parts) => _parts = parts;

    /// <summary>The text itself, wildcards as plain characters.</summary>
    public string Text => string.Concat(_parts.Select(p => p.Character));

    /// <summary>
    /// Reads a pattern; null where it names a variable that the request does not have and that has no default.
    /// </summary>
    /// <param name="text">As it stands in the policy.</param>
    /// <param name="context">Values of variables; null where <c>${</c> is text like any other.</param>
    public static Pattern? Read(string text, RequestContext? context)
    {
        List<(char, bool)> read = [];
        for (var at = 0; at < text.Length; at++)
        {
            var end = context is not null && text.AsSpan(at).StartsWith("${") ? text.IndexOf('}', at) : -1;
            if (end < 0)
            {
                read.Add((text[at], text[at] is '*' or '?'));
                continue;
            }

            if (context!.Variable(text[(at + 2)..end]) is not { } value)
                return null;
            read.AddRange(value.Select(c => (c, false)));
            at = end;
        }

        return new(read);
    }

    /// <summary>Whether it matches the whole text, case and all.</summary>
    public bool Matches(string text, bool ignoreCase = false) => Wildcards.Match(_parts, text, ignoreCase);

    /// <summary>
    /// Whether it matches an ARN: part by part, since a wildcard does not reach over a colon but in the last part.
    /// </summary>
    public bool MatchesArn(string arn)
    {
        if (_parts is [('*', true)])
            return true;
        var mine = Split();
        var its = arn.Split(':', ArnParts);
        return mine.Count == its.Length && mine.Zip(its).All(pair => Wildcards.Match(pair.First, pair.Second));
    }

    private List<List<(char Character, bool IsWild)>> Split()
    {
        List<List<(char, bool)>> split =
        [
            [],
        ];
        foreach (var part in _parts)
        {
            if (part.Character == ':' && split.Count < ArnParts)
                split.Add([]);
            else
                split[^1].Add(part);
        }

        return split;
    }
}

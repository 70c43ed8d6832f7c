namespace CommerceAnalytics.Events;

/// <summary>
/// Reads the fields of a Hive type text such as
/// <c>struct&lt;resource.service.name:string,items:array&lt;struct&lt;a:int&gt;&gt;&gt;</c>.
/// </summary>
internal static class HiveStruct
{
    /// <summary>Name and type of each field, or null where the text is no well-formed struct.</summary>
    /// <remarks>Names may stand in backquotes, and then hold anything; a doubled backquote is one.</remarks>
    public static IReadOnlyList<(string Name, string Type)>? Fields(string type)
    {
        var text = type.Trim();
        if (!text.StartsWith("struct<", StringComparison.OrdinalIgnoreCase) || !text.EndsWith('>'))
            return null;
        var fields = Split(text["struct<".Length..^1]).Select(Field).ToList();
        return fields.TrueForAll(field => field is { Name.Length: > 0, Type.Length: > 0 }) ? fields : null;
    }

    private static IEnumerable<string> Split(string fields)
    {
        var (start, depth, quoted) = (0, 0, false);
        for (var i = 0; i < fields.Length; i++)
        {
            var c = fields[i];
            quoted ^= c == '`';
            depth +=
                quoted ? 0
                : c is '<' or '(' ? 1
                : c is '>' or ')' ? -1
                : 0;
            if (c != ',' || depth != 0 || quoted)
                continue;
            yield return fields[start..i];
            start = i + 1;
        }

        yield return fields[start..];
    }

    private static (string Name, string Type) Field(string text)
    {
        text = text.Trim();
        var nameEnd = text.StartsWith('`') ? ClosingQuote(text) : 0;
        var colon = text.IndexOf(':', nameEnd);
        if (colon < 0)
            return ("", "");
        var name = text[..colon].Trim();
        return (
            name.StartsWith('`') ? name.Trim('`').Replace("``", "`") : name,
            text[(colon + 1)..].Trim().ToLowerInvariant()
        );
    }

    private static int ClosingQuote(string text)
    {
        var end = text.IndexOf('`', 1);
        while (end >= 0 && end + 1 < text.Length && text[end + 1] == '`')
            end = text.IndexOf('`', end + 2);
        return end < 0 ? text.Length : end;
    }
}

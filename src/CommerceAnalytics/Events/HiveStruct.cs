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
        var areWhole = fields.TrueForAll(field => field is { Name.Length: > 0, Type.Length: > 0 });
        return areWhole ? fields : null;
    }

    private static IEnumerable<string> Split(string fields)
    {
        var start = 0;
        var depth = 0;
        var quoted = false;
        for (var i = 0; i < fields.Length; i++)
        {
            var c = fields[i];
            if (c == '`')
                quoted = !quoted;
            if (quoted)
                continue;
            if (c is '<' or '(')
                depth++;
            else if (c is '>' or ')')
                depth--;
            if (c != ',' || depth != 0)
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
        if (name.StartsWith('`'))
            name = name.Trim('`').Replace("``", "`");
        var type = text[(colon + 1)..].Trim();
        return (name, type.ToLowerInvariant());
    }

    private static int ClosingQuote(string text)
    {
        var end = text.IndexOf('`', 1);
        while (end >= 0 && text.AsSpan(end + 1).StartsWith('`'))
            end = text.IndexOf('`', end + 2);
        return end < 0 ? text.Length : end;
    }
}

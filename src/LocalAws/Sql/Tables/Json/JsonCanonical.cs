using System.Text;

namespace LocalAws.Sql.Tables.Json;

/// <summary>JSON values as the text that Trino's OpenX reader makes of them for a text column.</summary>
internal static class JsonCanonical
{
    /// <summary>A text as it is, a literal or a container by its canonical JSON.</summary>
    public static string Text(JsonNode node)
    {
        if (node is JsonText text)
            return text.IsQuoted ? text.Value : Literal(text.Value) ?? text.Value;
        var json = new StringBuilder();
        Write(json, node);
        return json.ToString();
    }

    /// <summary>A text in quotes.</summary>
    public static void Quote(StringBuilder json, string text)
    {
        json.Append('"');
        var before = '\0';
        foreach (var c in text)
        {
            Escape(json, c, before);
            before = c;
        }

        json.Append('"');
    }

    private static void Write(StringBuilder json, JsonNode? node)
    {
        switch (node)
        {
            case null:
                json.Append("null");
                break;
            case JsonText text:
                WriteText(json, text);
                break;
            case JsonItems items:
                json.Append('[');
                foreach (var (i, item) in items.Items.Index())
                {
                    json.Append(i == 0 ? "" : ",");
                    Write(json, item);
                }

                json.Append(']');
                break;
            case JsonMembers members:
                WriteMembers(json, members);
                break;
        }
    }

    private static void WriteMembers(StringBuilder json, JsonMembers members)
    {
        json.Append('{');
        foreach (var (i, member) in members.Members.Index())
        {
            json.Append(i == 0 ? "" : ",");
            Quote(json, member.Key);
            json.Append(':');
            Write(json, member.Value);
        }

        json.Append('}');
    }

    private static void WriteText(StringBuilder json, JsonText text)
    {
        if (!text.IsQuoted && Literal(text.Value) is { } literal)
            json.Append(literal);
        else
            Quote(json, text.Value);
    }

    /// <summary>A boolean or number without quotes; null for any other word.</summary>
    private static string? Literal(string value)
    {
        if (value.Equals("true", StringComparison.OrdinalIgnoreCase))
            return "true";
        if (value.Equals("false", StringComparison.OrdinalIgnoreCase))
            return "false";
        if (JavaNumbers.Long(value) is { } whole)
            return whole.ToString();
        return JavaDecimal.Parse(value)?.ToString();
    }

    private static void Escape(StringBuilder json, char c, char before)
    {
        switch (c)
        {
            case '"' or '\\':
                json.Append('\\').Append(c);
                break;
            case '/' when before == '<':
                json.Append("\\/");
                break;
            case '\t':
                json.Append("\\t");
                break;
            case '\b':
                json.Append("\\b");
                break;
            case '\n':
                json.Append("\\n");
                break;
            case '\r':
                json.Append("\\r");
                break;
            case '\f':
                json.Append("\\f");
                break;
            case < ' ':
                json.Append($"\\u{(int)c:x4}");
                break;
            default:
                json.Append(c);
                break;
        }
    }
}

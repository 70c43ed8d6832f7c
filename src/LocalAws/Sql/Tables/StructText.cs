using System.Text;

namespace LocalAws.Sql.Tables;

/// <summary>Field names in DuckDB's text of a struct type: <c>STRUCT(a VARCHAR, "b.c" INTEGER)</c>.</summary>
internal static class StructText
{
    private const string Start = "STRUCT(";

    public static IReadOnlyList<string> Fields(string type)
    {
        if (!type.StartsWith(Start, StringComparison.Ordinal))
            return [];
        List<string> names = [];
        var at = Start.Length;
        while (at < type.Length)
        {
            names.Add(Name(type, ref at));
            SkipType(type, ref at);
        }

        return names;
    }

    private static string Name(string type, ref int at)
    {
        while (type[at] == ' ')
            at++;
        if (type[at] != '"')
        {
            var end = type.IndexOf(' ', at);
            var plain = type[at..end];
            at = end;
            return plain;
        }

        var name = new StringBuilder();
        for (at++; type[at] != '"' || (at + 1 < type.Length && type[at + 1] == '"'); at++)
        {
            if (type[at] == '"')
                at++;
            name.Append(type[at]);
        }

        at++;
        return name.ToString();
    }

    private static void SkipType(string type, ref int at)
    {
        var (depth, quoted) = (0, false);
        for (; at < type.Length; at++)
        {
            if (type[at] == '"')
                quoted = !quoted;
            else if (!quoted && type[at] == '(')
                depth++;
            else if (!quoted && type[at] == ')' && --depth < 0)
                break;
            else if (!quoted && type[at] == ',' && depth == 0)
                break;
        }

        at++;
    }
}

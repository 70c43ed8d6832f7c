using System.Text;

namespace LocalAws.Sql.Tables.Delimited;

/// <summary>Takes a line apart into fields.</summary>
internal static class FieldSplitter
{
    public static List<string> Split(string line, DelimitedFormat format)
    {
        List<string> fields = [];
        var field = new StringBuilder();
        var isInQuotes = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            var next = i + 1 < line.Length ? line[i + 1] : '\0';
            if (c == format.Escape && i + 1 < line.Length && (!format.IsQuoted || Escapes(next, format)))
                field.Append(line[++i]);
            else if (isInQuotes && c == format.Quote && next == format.Quote)
                field.Append(line[++i]);
            else if (c == format.Quote)
                isInQuotes = !isInQuotes;
            else if (c == format.Delimiter && !isInQuotes)
                Take(fields, field);
            else
                field.Append(c);
        }

        Take(fields, field);
        return fields;
    }

    /// <summary>Between quotes only quotes and escapes can be escaped.</summary>
    private static bool Escapes(char next, DelimitedFormat format) => next == format.Quote || next == format.Escape;

    private static void Take(List<string> fields, StringBuilder field)
    {
        fields.Add(field.ToString());
        field.Clear();
    }
}

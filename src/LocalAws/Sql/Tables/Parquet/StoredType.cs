using System.Text;

namespace LocalAws.Sql.Tables.Parquet;

/// <summary>
/// The type of a column in a file, read off DuckDB's text of it: <c>STRUCT(a VARCHAR, "b.c" MAP(VARCHAR,
/// INTEGER[]))</c>.
/// </summary>
/// <param name="Name"><c>STRUCT</c>, <c>MAP</c>, <c>LIST</c>, or a scalar's whole text: <c>DECIMAL(9,2)</c>.</param>
/// <param name="Parts">Fields of a struct; key and value of a map; element of a list.</param>
internal sealed record StoredType(string Name, IReadOnlyList<(string Name, StoredType Type)> Parts)
{
    public const string Struct = "STRUCT";
    public const string Map = "MAP";
    public const string List = "LIST";

    public StoredType Element => Parts[0].Type;

    public StoredType Value => Parts[1].Type;

    /// <summary>The field of a struct by its name without case; null where there is none.</summary>
    public (string Name, StoredType Type)? Field(string name)
    {
        foreach (var part in Parts)
        {
            if (part.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return part;
        }

        return null;
    }

    public static StoredType Parse(string text)
    {
        var at = 0;
        return Parse(text, ref at);
    }

    /// <summary>As Parquet calls it.</summary>
    public string InParquet()
    {
        return Name.Split('(')[0] switch
        {
            "BOOLEAN" => "BOOLEAN",
            "INTEGER" => "INT32",
            "TINYINT" or "SMALLINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" or "DATE" => $"INT32 ({Name})",
            "BIGINT" => "INT64",
            "UBIGINT" or "TIME" or "TIMESTAMP" or "TIMESTAMP_NS" or "TIMESTAMP WITH TIME ZONE" => $"INT64 ({Name})",
            "FLOAT" => "FLOAT",
            "DOUBLE" => "DOUBLE",
            "VARCHAR" or "BLOB" or "JSON" => "BINARY",
            Struct => "group",
            Map => "MAP group",
            List => "LIST group",
            _ => Name,
        };
    }

    private static StoredType Parse(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] is not ('(' or ',' or ')' or '['))
            at++;
        var name = text[start..at];
        var type =
            name is Struct or Map && at < text.Length && text[at] == '('
                ? new StoredType(name, Nested(text, ref at, isStruct: name == Struct))
                : new StoredType(name + Sized(text, ref at), []);
        while (at + 1 < text.Length && text[at] == '[' && text[at + 1] == ']')
        {
            type = new StoredType(List, [("", type)]);
            at += 2;
        }

        return type;
    }

    private static List<(string, StoredType)> Nested(string text, ref int at, bool isStruct)
    {
        List<(string, StoredType)> parts = [];
        do
        {
            at++;
            while (text[at] == ' ')
                at++;
            var name = isStruct ? FieldName(text, ref at) : "";
            parts.Add((name, Parse(text, ref at)));
        } while (text[at] == ',');
        at++;
        return parts;
    }

    /// <summary>Precision and scale of a decimal, with their brackets.</summary>
    private static string Sized(string text, ref int at)
    {
        if (at >= text.Length || text[at] != '(')
            return "";
        var end = text.IndexOf(')', at) + 1;
        var sized = text[at..end];
        at = end;
        return sized;
    }

    private static string FieldName(string text, ref int at)
    {
        if (text[at] != '"')
        {
            var end = text.IndexOf(' ', at);
            var plain = text[at..end];
            at = end + 1;
            return plain;
        }

        var name = new StringBuilder();
        for (at++; text[at] != '"' || text[at + 1] == '"'; at++)
        {
            if (text[at] == '"')
                at++;
            name.Append(text[at]);
        }

        at += 2;
        return name.ToString();
    }
}

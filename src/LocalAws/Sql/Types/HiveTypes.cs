namespace LocalAws.Sql.Types;

/// <summary>Hive's type names, in which the catalog keeps columns.</summary>
internal static class HiveTypes
{
    private const int MostOfVarchar = 65535;

    private static readonly Dictionary<string, SqlType> Simple = new()
    {
        ["boolean"] = SqlType.Boolean,
        ["tinyint"] = SqlType.TinyInt,
        ["smallint"] = SqlType.SmallInt,
        ["int"] = SqlType.Integer,
        ["integer"] = SqlType.Integer,
        ["bigint"] = SqlType.BigInt,
        ["float"] = SqlType.Real,
        ["double"] = SqlType.Double,
        ["decimal"] = SqlType.Decimal(10, 0),
        ["string"] = SqlType.Varchar,
        ["varchar"] = SqlType.Varchar,
        ["binary"] = SqlType.Varbinary,
        ["date"] = SqlType.Date,
        ["timestamp"] = SqlType.Timestamp,
    };

    public static bool IsKnown(string name) =>
        Simple.ContainsKey(name) || name is "array" or "map" or "struct" or "char";

    /// <summary>
    /// The type that a Hive type name stands for. Names of struct fields may hold dots and may be backquoted.
    /// </summary>
    public static SqlType Parse(string text)
    {
        var at = 0;
        var type = Parse(text, ref at);
        return at == text.Length ? type : throw Bad(text);
    }

    public static string Write(SqlType type) =>
        type.Kind switch
        {
            TypeKind.Varchar when type.IsBounded => Bounded(type),
            TypeKind.Varchar or TypeKind.Json => "string",
            TypeKind.Integer => "int",
            TypeKind.Real => "float",
            TypeKind.Varbinary => "binary",
            TypeKind.Timestamp => "timestamp",
            TypeKind.Array => $"array<{Write(type.Element)}>",
            TypeKind.Map => $"map<{Write(type.Element)},{Write(type.Value)}>",
            TypeKind.Row =>
                $"struct<{string.Join(',', type.Fields.Select((f, i) => $"{f.Name ?? $"field{i}"}:{Write(f.Type)}"))}>",
            TypeKind.Unknown
            or TypeKind.TimestampTz
            or TypeKind.Time
            or TypeKind.IntervalDay
            or TypeKind.IntervalYear => throw SqlErrors.Plain("NOT_SUPPORTED", $"Unsupported Hive type: {type}"),
            _ => type.ToString(),
        };

    // Hive has no varchar(0), which is what the empty text is.
    private static string Bounded(SqlType type)
    {
        if (type.Precision is >= 1 and <= MostOfVarchar)
            return type.ToString();
        throw SqlErrors.Plain(
            "NOT_SUPPORTED",
            $"Unsupported Hive type: {type}. Supported VARCHAR types: VARCHAR(<={MostOfVarchar}), VARCHAR. Write CAST(... AS varchar)"
        );
    }

    private static SqlType Parse(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_'))
            at++;
        var name = text[start..at].Trim().ToLowerInvariant();
        if (at < text.Length && text[at] == '<')
            return Nested(name, text, ref at);
        if (at < text.Length && text[at] == '(')
            return Sized(name, text, ref at);
        if (Simple.TryGetValue(name, out var type))
            return type;
        throw Bad(text);
    }

    private static SqlType Sized(string name, string text, ref int at)
    {
        var end = text.IndexOf(')', at);
        if (end < 0)
            throw Bad(text);
        var numbers = text[(at + 1)..end].Split(',').Select(n => int.Parse(n)).ToList();
        at = end + 1;
        return name switch
        {
            "decimal" => SqlType.Decimal(numbers[0], numbers.Count > 1 ? numbers[1] : 0),
            "varchar" => SqlType.VarcharOf(numbers[0]),
            "char" => throw Char(text),
            _ => throw Bad(text),
        };
    }

    private static SqlType Nested(string name, string text, ref int at)
    {
        List<SqlField> fields = [];
        do
        {
            at++;
            var field = name == "struct" ? FieldName(text, ref at) : null;
            fields.Add(new SqlField(field, Parse(text, ref at)));
        } while (at < text.Length && text[at] == ',');
        if (at >= text.Length || text[at++] != '>')
            throw Bad(text);
        return (name, fields.Count) switch
        {
            ("array", 1) => SqlType.Array(fields[0].Type),
            ("map", 2) => SqlType.Map(fields[0].Type, fields[1].Type),
            ("struct", _) => SqlType.Row(fields),
            _ => throw Bad(text),
        };
    }

    private static string FieldName(string text, ref int at)
    {
        var end = text.IndexOf(':', at);
        if (end < 0)
            throw Bad(text);
        var name = text[at..end].Trim().Trim('`').ToLowerInvariant();
        at = end + 1;
        return name;
    }

    // Its values are padded in results and comparisons: read as plain text they would pass or fail where Athena's do
    // not.
    private static StatementException Char(string text)
    {
        return SqlErrors.Plain(
            "NOT_SUPPORTED",
            $"Columns of type char are not supported here: '{text}'. Use varchar(n) or string"
        );
    }

    private static StatementException Bad(string text) =>
        SqlErrors.Plain("HIVE_INVALID_METADATA", $"Type '{text}' cannot be read");
}

namespace LocalAws.Sql.Types;

/// <summary>How DuckDB writes names, texts and types. The only place that quotes.</summary>
internal static class DuckTypes
{
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"")}\"";

    public static string Text(string text)
    {
        var quoted = $"'{text.Replace("'", "''")}'";
        if (text.Contains('\0'))
            return quoted.Replace("\0", "' || chr(0) || '");
        return quoted;
    }

    public static string Write(SqlType type) =>
        type.Kind switch
        {
            TypeKind.Unknown => "INTEGER",
            TypeKind.Real => "FLOAT",
            TypeKind.Decimal => $"DECIMAL({type.Precision},{type.Scale})",
            TypeKind.Varchar => "VARCHAR",
            TypeKind.Varbinary => "BLOB",
            TypeKind.Timestamp => "TIMESTAMP",
            TypeKind.TimestampTz => "TIMESTAMPTZ",
            TypeKind.IntervalDay or TypeKind.IntervalYear => "INTERVAL",
            TypeKind.Array => $"{Write(type.Element)}[]",
            TypeKind.Map => $"MAP({Write(type.Element)}, {Write(type.Value)})",
            TypeKind.Row =>
                $"STRUCT({string.Join(", ", type.Fields.Select((f, i) => $"{FieldName(f, i)} {Write(f.Type)}"))})",
            _ => type.Kind.ToString().ToUpperInvariant(),
        };

    public static string FieldName(SqlField field, int index) => Name(field.Name ?? $"field{index}");
}

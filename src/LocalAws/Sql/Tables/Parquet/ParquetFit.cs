using LocalAws.Sql.Types;

namespace LocalAws.Sql.Tables.Parquet;

/// <summary>
/// Whether a file's types fit the table's, and the SQL that turns one into the other. As in Athena, nothing is
/// converted but what loses nothing: a number is no text, a struct is no map. Only what the statement reads is looked
/// at.
/// </summary>
/// <param name="needed">Columns, or fields of columns, that the statement reads.</param>
/// <param name="address">A file of the shape, for messages.</param>
internal sealed class ParquetFit(IReadOnlyCollection<string> needed, string address)
{
    private int _variables;

    /// <summary>Throws HIVE_BAD_DATA where a type does not fit.</summary>
    /// <param name="path">Column, and field of it.</param>
    /// <param name="type">The table's type.</param>
    /// <param name="stored">The file's type.</param>
    /// <param name="value">SQL of the stored value.</param>
    public string Value(string path, SqlType type, StoredType stored, string value)
    {
        if (!IsNeeded(path))
            return $"CAST(NULL AS {DuckTypes.Write(type)})";
        var isNested = type.Kind switch
        {
            TypeKind.Row => stored.Name == StoredType.Struct,
            TypeKind.Map => stored.Name == StoredType.Map,
            TypeKind.Array => stored.Name == StoredType.List,
            _ => false,
        };
        if (!isNested && !FitsScalar(type, stored))
            throw SqlErrors.Plain(
                "HIVE_BAD_DATA",
                $"Field {path}'s type {stored.InParquet()} in parquet file {address} is incompatible with type {type} defined in table schema"
            );
        return type.Kind switch
        {
            TypeKind.Row => Row(path, type, stored, value),
            TypeKind.Map => Map(path, type, stored, value),
            TypeKind.Array => Array(path, type, stored, value),
            _ => Scalar(type, stored, value),
        };
    }

    private bool IsNeeded(string path) => needed.Any(n => IsWithin(n, path) || IsWithin(path, n));

    private static bool IsWithin(string inner, string outer) =>
        inner.StartsWith(outer, StringComparison.OrdinalIgnoreCase)
        && (inner.Length == outer.Length || inner[outer.Length] == '.');

    private string Row(string path, SqlType type, StoredType stored, string value)
    {
        var fields = type.Fields.Select(
            (f, i) =>
            {
                var name = f.Name ?? $"field{i}";
                var read = stored.Field(name) is { } found
                    ? Value(
                        $"{path}.{name}",
                        f.Type,
                        found.Type,
                        $"struct_extract({value}, {DuckTypes.Text(found.Name)})"
                    )
                    : $"CAST(NULL AS {DuckTypes.Write(f.Type)})";
                return $"{DuckTypes.FieldName(f, i)}: {read}";
            }
        );
        return $"CASE WHEN {value} IS NOT NULL THEN {{{string.Join(", ", fields)}}} END";
    }

    private string Map(string path, SqlType type, StoredType stored, string value)
    {
        var entry = Variable();
        var key = Value(path, type.Element, stored.Element, $"{entry}.key");
        var item = Value(path, type.Value, stored.Value, $"{entry}.value");
        return $"map_from_entries(list_transform(map_entries({value}), lambda {entry}: {{k: {key}, v: {item}}}))";
    }

    private string Array(string path, SqlType type, StoredType stored, string value)
    {
        var item = Variable();
        return $"list_transform({value}, lambda {item}: {Value(path, type.Element, stored.Element, item)})";
    }

    private string Variable() => $"e{++_variables}";

    private static string Scalar(SqlType type, StoredType stored, string value)
    {
        return type.Kind switch
        {
            TypeKind.Varchar when type.IsBounded => $"left({Text(stored, value)}, {type.Precision})",
            TypeKind.Varchar => Text(stored, value),
            TypeKind.Timestamp => $"date_trunc('milliseconds', CAST({value} AS TIMESTAMP))",
            TypeKind.Varbinary when stored.Name == "VARCHAR" => $"encode({value})",
            _ => $"CAST({value} AS {DuckTypes.Write(type)})",
        };
    }

    /// <summary>
    /// Older programs write texts without the mark that they are UTF-8. DuckDB's cast would write their bytes beyond ASCII
    /// as escapes.
    /// </summary>
    private static string Text(StoredType stored, string value) =>
        stored.Name == "BLOB" ? $"decode({value})" : $"CAST({value} AS VARCHAR)";

    private static bool FitsScalar(SqlType type, StoredType stored)
    {
        var name = stored.Name.Split('(')[0];
        return type.Kind switch
        {
            TypeKind.Varchar => name is "VARCHAR" or "JSON" or "BLOB",
            TypeKind.Varbinary => name is "BLOB" or "VARCHAR" or "JSON",
            TypeKind.Boolean => name is "BOOLEAN",
            TypeKind.TinyInt or TypeKind.SmallInt or TypeKind.Integer => IsSmallWhole(name),
            TypeKind.BigInt => IsSmallWhole(name) || name is "BIGINT" or "UINTEGER",
            TypeKind.Real => name is "FLOAT",
            TypeKind.Double => name is "DOUBLE",
            TypeKind.Decimal => name is "DECIMAL" or "BIGINT" || IsSmallWhole(name),
            TypeKind.Date => name is "DATE",
            TypeKind.Timestamp => name
                is "TIMESTAMP"
                    or "TIMESTAMP_NS"
                    or "TIMESTAMP_MS"
                    or "TIMESTAMP_S"
                    or "TIMESTAMP WITH TIME ZONE",
            _ => false,
        };
    }

    private static bool IsSmallWhole(string name) =>
        name is "TINYINT" or "SMALLINT" or "INTEGER" or "UTINYINT" or "USMALLINT";
}

using LocalAws.Catalog;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Tables.Json;

/// <summary>How a value of a JSON line is kept before DuckDB turns it into the column's type.</summary>
internal enum LeafKind
{
    /// <summary>Text of a string; canonical JSON text of anything else.</summary>
    Text,

    /// <summary>Microseconds since 1970.</summary>
    Timestamp,

    /// <summary>Text that DuckDB casts to the type.</summary>
    Scalar,

    /// <summary>JSON text of the type's own shape.</summary>
    Json,

    /// <summary>Whether a row is there at all: a row of NULLs is not NULL.</summary>
    Presence,
}

/// <summary>
/// A value that is taken from a line: a column, a field of a column that is a row, or whether that row is there.
/// </summary>
/// <param name="Column">Column, lower case.</param>
/// <param name="Field">Field of a row, or null.</param>
/// <param name="Type">Its type in the table.</param>
internal sealed record JsonLeaf(string Column, string? Field, SqlType Type)
{
    public LeafKind Kind =>
        Type.Kind switch
        {
            TypeKind.Row when Field is null => LeafKind.Presence,
            TypeKind.Timestamp => LeafKind.Timestamp,
            TypeKind.Varchar when !Type.IsBounded => LeafKind.Text,
            TypeKind.Array or TypeKind.Map or TypeKind.Row => LeafKind.Json,
            _ => LeafKind.Scalar,
        };

    /// <summary>The leaves of a table's columns, in order; before the fields of a row stands the row itself.</summary>
    public static IReadOnlyList<JsonLeaf> Of(IReadOnlyList<CatalogColumn> columns)
    {
        List<JsonLeaf> leaves = [];
        foreach (var column in columns)
            leaves.AddRange(Of(column.Name, HiveTypes.Parse(column.Type)));
        return leaves;
    }

    private static IEnumerable<JsonLeaf> Of(string column, SqlType type)
    {
        var fields = type.IsRow ? type.Fields : [];
        return fields
            .Select((f, i) => new JsonLeaf(column, f.Name ?? $"field{i}", f.Type))
            .Prepend(new JsonLeaf(column, null, type));
    }

    /// <summary>The value in its column's type, from the staging column given.</summary>
    public string Convert(string staging)
    {
        return Kind switch
        {
            LeafKind.Timestamp or LeafKind.Text => staging,
            LeafKind.Json => $"CAST(CAST({staging} AS JSON) AS {DuckTypes.Write(Type)})",
            _ when Type.Kind == TypeKind.Varbinary => $"from_base64({staging})",
            _ => $"CAST({staging} AS {DuckTypes.Write(Type)})",
        };
    }
}

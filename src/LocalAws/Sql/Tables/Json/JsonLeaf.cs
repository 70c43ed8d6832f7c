using LocalAws.Catalog;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Tables.Json;

/// <summary>How a value of a JSON line is kept before DuckDB turns it into the column's type.</summary>
internal enum LeafKind
{
    /// <summary>Text of a string; JSON text of anything else.</summary>
    Text,

    /// <summary>Microseconds since 1970.</summary>
    Timestamp,

    /// <summary>JSON text, strings with their quotes.</summary>
    Json,

    /// <summary>JSON text of an object whose values are all strings.</summary>
    TextMap,
}

/// <summary>A value that is taken from a line: a column, or a field of a column that is a struct.</summary>
/// <param name="Column">Column, lower case.</param>
/// <param name="Field">Field of a struct, or null.</param>
/// <param name="Type">Its type in the table.</param>
/// <param name="DotsAreUnderscores">Whether a key's dots stand for underscores of the name (the OpenX SerDe's <c>dots.in.keys</c>).</param>
internal sealed record JsonLeaf(string Column, string? Field, SqlType Type, bool DotsAreUnderscores = false)
{
    public LeafKind Kind => Type.Kind switch
    {
        TypeKind.Timestamp => LeafKind.Timestamp,
        TypeKind.Map when Type.Value.Kind == TypeKind.Varchar => LeafKind.TextMap,
        TypeKind.Array or TypeKind.Map or TypeKind.Row => LeafKind.Json,
        _ => LeafKind.Text,
    };

    /// <param name="columns">Columns of the table.</param>
    /// <param name="dotsAreUnderscores">For all of them: see <see cref="DotsAreUnderscores"/>.</param>
    public static IReadOnlyList<JsonLeaf> Of(IReadOnlyList<CatalogColumn> columns, bool dotsAreUnderscores = false) =>
    [
        .. columns.Select(c => (c.Name, Type: HiveTypes.Parse(c.Type))).SelectMany(c => c.Type.Kind == TypeKind.Row
            ? c.Type.Fields.Select(f => new JsonLeaf(c.Name, f.Name, f.Type, dotsAreUnderscores))
            : [new JsonLeaf(c.Name, null, c.Type, dotsAreUnderscores)]),
    ];

    /// <summary>The value in its column's type, from the staging column given.</summary>
    public string Convert(string staging) => Kind switch
    {
        LeafKind.Timestamp => staging,
        LeafKind.Json or LeafKind.TextMap => $"TRY_CAST(TRY_CAST({staging} AS JSON) AS {DuckTypes.Write(Type)})",
        _ when Type.Kind == TypeKind.Varchar => staging,
        _ when Type.Kind == TypeKind.Varbinary => $"encode({staging})",
        _ => $"TRY_CAST({staging} AS {DuckTypes.Write(Type)})",
    };
}

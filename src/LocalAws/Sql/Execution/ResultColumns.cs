using LocalAws.Sql.Names;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Execution;

/// <summary>Columns as Athena's ResultSetMetadata has them.</summary>
internal static class ResultColumns
{
    public static string NameOf(OutputColumn column, int index) => column.Name ?? $"_col{index}";

    public static ResultColumn Of(OutputColumn column, int index)
    {
        var name = NameOf(column, index);
        var type = column.Type;
        return type.Kind switch
        {
            TypeKind.Decimal => new(name, "decimal", type.Precision, type.Scale),
            TypeKind.Varchar => new(name, "varchar", int.MaxValue, 0),
            TypeKind.Varbinary => new(name, "varbinary", 1073741824, 0),
            TypeKind.TinyInt => new(name, "tinyint", 3, 0),
            TypeKind.SmallInt => new(name, "smallint", 5, 0),
            TypeKind.Integer => new(name, "integer", 10, 0),
            TypeKind.BigInt => new(name, "bigint", 19, 0),
            TypeKind.Real => new(name, "float", 17, 0),
            TypeKind.Double => new(name, "double", 17, 0),
            TypeKind.Timestamp => new(name, "timestamp", 3, 0),
            TypeKind.TimestampTz => new(name, "timestamp with time zone", 3, 0),
            TypeKind.Array => new(name, "array", 0, 0),
            TypeKind.Map => new(name, "map", 0, 0),
            TypeKind.Row => new(name, "row", 0, 0),
            _ => new(name, type.ToString(), 0, 0),
        };
    }

    /// <summary>A column of what SHOW and DESCRIBE give.</summary>
    public static ResultColumn Listed(string name) => new(name, "string", 0, 0);
}

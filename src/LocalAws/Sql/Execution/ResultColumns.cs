using LocalAws.Sql.Names;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Execution;

/// <summary>Columns as Athena's ResultSetMetadata has them.</summary>
internal static class ResultColumns
{
    public static string NameOf(OutputColumn column, int index) => column.Name ?? "_col" + index.ToString();

    public static ResultColumn Of(OutputColumn column, int index)
    {
        var name = NameOf(column, index);
        var type = column.Type;
        return type.Kind switch
        {
            TypeKind.Decimal => new ResultColumn(name, "decimal", type.Precision, type.Scale),
            TypeKind.Varchar => new ResultColumn(name, "varchar", int.MaxValue, 0),
            TypeKind.Varbinary => new ResultColumn(name, "varbinary", 1073741824, 0),
            TypeKind.TinyInt => new ResultColumn(name, "tinyint", 3, 0),
            TypeKind.SmallInt => new ResultColumn(name, "smallint", 5, 0),
            TypeKind.Integer => new ResultColumn(name, "integer", 10, 0),
            TypeKind.BigInt => new ResultColumn(name, "bigint", 19, 0),
            TypeKind.Real => new ResultColumn(name, "float", 17, 0),
            TypeKind.Double => new ResultColumn(name, "double", 17, 0),
            TypeKind.Timestamp => new ResultColumn(name, "timestamp", 3, 0),
            TypeKind.TimestampTz => new ResultColumn(name, "timestamp with time zone", 3, 0),
            TypeKind.Array or TypeKind.Map or TypeKind.Row => new ResultColumn(
                name,
                type.Kind.ToString().ToLowerInvariant(),
                0,
                0
            ),
            _ => new ResultColumn(name, type.ToString(), 0, 0),
        };
    }

    /// <summary>A column of what SHOW and DESCRIBE give.</summary>
    public static ResultColumn Listed(string name) => new(name, "string", 0, 0);
}

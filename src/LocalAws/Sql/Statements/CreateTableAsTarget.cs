using LocalAws.Sql.Syntax;

namespace LocalAws.Sql.Statements;

/// <summary>Where a CREATE TABLE AS writes, read off its properties.</summary>
/// <param name="Database">Of the new table.</param>
/// <param name="Table">Its name.</param>
/// <param name="Location"><c>s3://</c> address with a slash at its end.</param>
/// <param name="Folder">The same as a path.</param>
/// <param name="Format">How rows are written.</param>
/// <param name="Compression">DuckDB's name of it.</param>
/// <param name="PartitionedBy">Columns, the last of the query's.</param>
internal sealed record CreateTableAsTarget(
    string Database, string Table, string Location, string Folder, string Format, string Compression, IReadOnlyList<string> PartitionedBy)
{
    private static readonly HashSet<string> Known =
        ["format", "external_location", "write_compression", "parquet_compression", "partitioned_by", "table_type", "is_external"];

    public static CreateTableAsTarget Read(CreateTableAs create, StatementRequest request, Func<string, string> toPath)
    {
        var properties = create.Properties;
        if (properties.Keys.FirstOrDefault(k => !Known.Contains(k)) is { } unknown)
            throw SqlErrors.At("INVALID_TABLE_PROPERTY", create.At, $"Catalog 'awsdatacatalog' table property '{unknown}' does not exist");
        if (Text(properties, "table_type") is { } type && !type.Equals("HIVE", StringComparison.OrdinalIgnoreCase))
            throw SqlErrors.Unsupported(create.At, $"table_type {type} is not supported");
        var format = (Text(properties, "format") ?? "PARQUET").ToUpperInvariant();
        if (format is not ("PARQUET" or "JSON"))
            throw SqlErrors.Unsupported(create.At, $"format {format} is not supported");
        var location = Text(properties, "external_location") ?? Default(request);
        location = location.EndsWith('/') ? location : location + "/";
        return new CreateTableAsTarget(
            create.Table.Database ?? request.Database, create.Table.Table, location, toPath(location), format,
            Compressed(create, format, Text(properties, "write_compression") ?? Text(properties, "parquet_compression")),
            properties.TryGetValue("partitioned_by", out var columns) ? Names(columns) : []);
    }

    private static string Default(StatementRequest request) => request.OutputLocation is { } output
        ? $"{output.TrimEnd('/')}/tables/{request.QueryExecutionId}/"
        : throw SqlErrors.Plain("INVALID_TABLE_PROPERTY", "neither external_location nor an output location is given");

    private static string Compressed(CreateTableAs create, string format, string? name) => (name ?? "GZIP").ToUpperInvariant() switch
    {
        "SNAPPY" when format == "PARQUET" => "SNAPPY",
        "GZIP" => "GZIP",
        "ZSTD" => "ZSTD",
        "NONE" or "UNCOMPRESSED" => format == "PARQUET" ? "UNCOMPRESSED" : "NONE",
        _ => throw SqlErrors.At("INVALID_TABLE_PROPERTY", create.At, $"write_compression {name} is not supported for {format}"),
    };

    private static string? Text(IReadOnlyDictionary<string, Expression> properties, string name) => properties.GetValueOrDefault(name) switch
    {
        null => null,
        TextLiteral text => text.Value,
        var other => throw SqlErrors.At("INVALID_TABLE_PROPERTY", other.At, $"Invalid value for catalog 'awsdatacatalog' table property '{name}': Cannot convert to varchar"),
    };

    private static List<string> Names(Expression columns) => columns is ArrayOf array && array.Items.All(i => i is TextLiteral)
        ? [.. array.Items.Cast<TextLiteral>().Select(t => t.Value.ToLowerInvariant())]
        : throw SqlErrors.At("INVALID_TABLE_PROPERTY", columns.At, "Invalid value for catalog 'awsdatacatalog' table property 'partitioned_by': Cannot convert to array(varchar)");
}

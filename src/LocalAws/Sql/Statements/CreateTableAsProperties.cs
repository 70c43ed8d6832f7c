using System.Globalization;
using LocalAws.Sql.Syntax;

namespace LocalAws.Sql.Statements;

/// <summary>The properties of a CREATE TABLE AS.</summary>
internal sealed class CreateTableAsProperties(CreateTableAs create)
{
    private static readonly HashSet<string> Known =
    [
        "format",
        "external_location",
        "write_compression",
        "parquet_compression",
        "orc_compression",
        "partitioned_by",
        "bucketed_by",
        "bucket_count",
        "field_delimiter",
        "table_type",
        "is_external",
    ];

    /// <summary>Where the statement writes. Throws INVALID_TABLE_PROPERTY and NOT_SUPPORTED as Athena does.</summary>
    public WriteTarget Target(StatementRequest request, Func<string, string> toPath)
    {
        if (create.Properties.Keys.FirstOrDefault(k => !Known.Contains(k)) is { } unknown)
            throw SqlErrors.At(
                "INVALID_TABLE_PROPERTY",
                create.At,
                $"Catalog 'awsdatacatalog' table property '{unknown}' does not exist"
            );
        if (Text("table_type") is { } type && !type.Equals("HIVE", StringComparison.OrdinalIgnoreCase))
            throw SqlErrors.Unsupported(create.At, $"table_type {type} is not supported here");
        var format = (Text("format") ?? "PARQUET").ToUpperInvariant();
        if (format is not ("PARQUET" or "JSON" or "TEXTFILE"))
            throw SqlErrors.Unsupported(
                create.At,
                $"format {format} is not supported here: write PARQUET, JSON or TEXTFILE"
            );
        var location = Location(request);
        return new WriteTarget(
            create.Table.Database ?? request.Database,
            create.Table.Table,
            location,
            toPath(location),
            format,
            Compression(format),
            Names("partitioned_by")
        )
        {
            BucketedBy = Names("bucketed_by"),
            Buckets = Buckets(),
            Delimiter = Text("field_delimiter") ?? "\u0001",
        };
    }

    private string Location(StatementRequest request)
    {
        var external = Text("external_location");
        var location = external ?? Default(request);
        return location.EndsWith('/') ? location : location + "/";
    }

    private static string Default(StatementRequest request)
    {
        if (request.OutputLocation is { } output)
            return $"{output.TrimEnd('/')}/tables/{request.QueryExecutionId}/";
        throw SqlErrors.Plain("INVALID_TABLE_PROPERTY", "neither external_location nor an output location is given");
    }

    private string Compression(string format)
    {
        var name = Text("write_compression") ?? Text("parquet_compression") ?? Text("orc_compression") ?? "GZIP";
        return Compressions.Find(format, name)
            ?? throw SqlErrors.At(
                "INVALID_TABLE_PROPERTY",
                create.At,
                $"write_compression {name} is not supported for {format} here"
            );
    }

    private int Buckets()
    {
        var given = create.Properties.GetValueOrDefault("bucket_count");
        if (given is null != !create.Properties.ContainsKey("bucketed_by"))
            throw SqlErrors.At(
                "INVALID_TABLE_PROPERTY",
                create.At,
                "bucketed_by and bucket_count must be specified together"
            );
        if (given is null)
            return 1;
        return
            given is NumberLiteral number
            && int.TryParse(number.Text, NumberStyles.None, null, out var count)
            && count > 0
            ? count
            : throw SqlErrors.At("INVALID_TABLE_PROPERTY", given.At, "bucket_count must be greater than zero");
    }

    private string? Text(string name) =>
        create.Properties.GetValueOrDefault(name) switch
        {
            null => null,
            TextLiteral text => text.Value,
            var other => throw Wrong(other, name, "varchar"),
        };

    private List<string> Names(string name) =>
        create.Properties.GetValueOrDefault(name) switch
        {
            null => [],
            ArrayOf array when array.Items.All(i => i is TextLiteral) =>
            [
                .. array.Items.Cast<TextLiteral>().Select(t => t.Value.ToLowerInvariant()),
            ],
            var other => throw Wrong(other, name, "array(varchar)"),
        };

    private static StatementException Wrong(Expression value, string name, string type)
    {
        return SqlErrors.At(
            "INVALID_TABLE_PROPERTY",
            value.At,
            $"Invalid value for catalog 'awsdatacatalog' table property '{name}': Cannot convert to {type}"
        );
    }
}

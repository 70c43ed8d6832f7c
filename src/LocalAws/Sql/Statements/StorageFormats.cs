using LocalAws.Catalog;

namespace LocalAws.Sql.Statements;

/// <summary>Hadoop's class names for the formats that STORED AS and CTAS name.</summary>
internal static class StorageFormats
{
    private const string TextInput = "org.apache.hadoop.mapred.TextInputFormat";
    private const string TextOutput = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";

    public static CatalogStorage Of(string format, string? location, string delimiter = "\u0001") =>
        format switch
        {
            "PARQUET" => new CatalogStorage(
                location,
                "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
                "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
                "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
                new Dictionary<string, string> { ["serialization.format"] = "1" }
            ),
            "JSON" => Text(location, "org.openx.data.jsonserde.JsonSerDe"),
            "TEXTFILE" => Text(location, "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe") with
            {
                SerdeParameters = new Dictionary<string, string>
                {
                    ["field.delim"] = delimiter,
                    ["serialization.format"] = delimiter,
                },
            },
            _ => throw SqlErrors.Plain("NOT_SUPPORTED", $"STORED AS {format} is not supported here"),
        };

    private static CatalogStorage Text(string? location, string serde)
    {
        var parameters = new Dictionary<string, string> { ["serialization.format"] = "1" };
        return new(location, TextInput, TextOutput, serde, parameters);
    }
}

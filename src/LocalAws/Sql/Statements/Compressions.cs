namespace LocalAws.Sql.Statements;

/// <summary>Names of compressions, Athena's and DuckDB's.</summary>
internal static class Compressions
{
    /// <summary>DuckDB's name, or null where the format is not written so here.</summary>
    public static string? Find(string format, string name)
    {
        return (format == "PARQUET", name.ToUpperInvariant()) switch
        {
            (_, "GZIP") => "GZIP",
            (true, "SNAPPY") => "SNAPPY",
            (true, "ZSTD") => "ZSTD",
            (true, "LZ4") => "LZ4_RAW",
            (true, "NONE" or "UNCOMPRESSED") => "UNCOMPRESSED",
            (false, "NONE" or "UNCOMPRESSED") => "NONE",
            _ => null,
        };
    }
}

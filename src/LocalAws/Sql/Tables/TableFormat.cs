using LocalAws.Catalog;
using LocalAws.Sql.Tables.Delimited;
using LocalAws.Sql.Tables.Json;
using LocalAws.Sql.Tables.Lines;

namespace LocalAws.Sql.Tables;

/// <summary>
/// How a file of a table is to be read. A table of lines may hold Parquet files beside them; their names end in
/// <c>.parquet</c>.
/// </summary>
internal static class TableFormat
{
    /// <summary><c>PARQUET</c>, <c>JSON</c> or <c>TEXTFILE</c>. Throws where the table has another SerDe.</summary>
    public static string Of(CatalogTable table)
    {
        if (IsParquet(table))
            return "PARQUET";
        if (Is(table, "json"))
            return "JSON";
        if (Is(table, "LazySimpleSerDe") || Is(table, "OpenCSVSerde"))
            return "TEXTFILE";
        throw SqlErrors.Plain(
            "HIVE_UNSUPPORTED_FORMAT",
            $"Unable to read {table.Database}.{table.Name}: SerDe {table.Storage.SerializationLibrary} is not supported here"
        );
    }

    public static bool IsLines(CatalogTable table, string path) =>
        !IsParquet(table, path) && Of(table) is "JSON" or "TEXTFILE";

    /// <summary>How the lines of the table's files are read.</summary>
    public static ILineFormat OfLines(CatalogTable table)
    {
        if (Of(table) == "JSON")
            return JsonOptions.Of(table);
        return DelimitedFormat.Of(table);
    }

    public static bool IsParquet(CatalogTable table, string path) =>
        IsParquet(table) || path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether all files of the table are Parquet, whatever their names.</summary>
    public static bool IsParquet(CatalogTable table) => Is(table, "parquet");

    private static bool Is(CatalogTable table, string word) =>
        table.Storage.SerializationLibrary?.Contains(word, StringComparison.OrdinalIgnoreCase) == true
        || table.Storage.InputFormat?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
}

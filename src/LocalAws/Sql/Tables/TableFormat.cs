using LocalAws.Catalog;

namespace LocalAws.Sql.Tables;

/// <summary>How a file of a table is to be read. A table of JSON lines may hold Parquet files beside them; their names end in <c>.parquet</c>.</summary>
internal static class TableFormat
{
    public static bool IsJson(CatalogTable table, string path) => !IsParquet(table, path) && (Is(table, "json")
        ? true
        : throw SqlErrors.Plain("HIVE_UNSUPPORTED_FORMAT", $"Unable to read {table.Database}.{table.Name}: SerDe {table.Storage.SerializationLibrary} is not supported here"));

    public static bool IsParquet(CatalogTable table, string path) =>
        Is(table, "parquet") || path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);

    private static bool Is(CatalogTable table, string word) =>
        table.Storage.SerializationLibrary?.Contains(word, StringComparison.OrdinalIgnoreCase) == true
        || table.Storage.InputFormat?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
}

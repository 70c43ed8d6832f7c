using LocalAws.Catalog;

namespace LocalAws.Sql.Statements;

/// <summary>A table as SHOW CREATE TABLE writes it, a line a row.</summary>
internal static class TableText
{
    public static IEnumerable<string> Write(CatalogTable table)
    {
        yield return $"CREATE EXTERNAL TABLE `{table.Database}.{table.Name}`(";
        foreach (var line in Columns(table.Columns))
            yield return line;
        if (table.PartitionKeys.Count > 0)
        {
            yield return "PARTITIONED BY ( ";
            foreach (var line in Columns(table.PartitionKeys))
                yield return line;
        }

        foreach (var line in Storage(table.Storage))
            yield return line;
        foreach (var line in Pairs("TBLPROPERTIES (", table.Parameters))
            yield return line;
    }

    private static IEnumerable<string> Columns(IReadOnlyList<CatalogColumn> columns) =>
        columns.Select(
            (c, i) =>
                $"  `{c.Name}` {c.Type}{(c.Comment is null ? "" : $" COMMENT {Quoted(c.Comment)}")}{(i == columns.Count - 1 ? ")" : ", ")}"
        );

    private static IEnumerable<string> Storage(CatalogStorage storage)
    {
        yield return "ROW FORMAT SERDE ";
        yield return $"  {Quoted(storage.SerializationLibrary ?? "")} ";
        foreach (var line in Pairs("WITH SERDEPROPERTIES ( ", storage.SerdeParameters))
            yield return line;
        yield return "STORED AS INPUTFORMAT ";
        yield return $"  {Quoted(storage.InputFormat ?? "")} ";
        yield return "OUTPUTFORMAT ";
        yield return $"  {Quoted(storage.OutputFormat ?? "")}";
        yield return "LOCATION";
        yield return $"  {Quoted(storage.Location ?? "")}";
    }

    private static IEnumerable<string> Pairs(string title, IReadOnlyDictionary<string, string> pairs)
    {
        if (pairs.Count == 0)
            yield break;
        yield return title;
        foreach (var (i, (key, value)) in pairs.OrderBy(p => p.Key, StringComparer.Ordinal).Index())
            yield return $"  {Quoted(key)}={Quoted(value)}{(i == pairs.Count - 1 ? ")" : ", ")}";
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "\\'")}'";
}

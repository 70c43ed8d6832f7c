using LocalAws.Sql.Names;
using LocalAws.Sql.Tables;

namespace LocalAws.Sql.Statements;

/// <summary>
/// What EXPLAIN shows: the columns that come out, and of each table the partitions, columns and bytes that are read.
/// Not Trino's tree of operators.
/// </summary>
internal static class QueryPlan
{
    public static IEnumerable<string> Write(StatementKind kind, TranslatedQuery query, ScanTotals totals)
    {
        yield return kind.SubstatementType;
        yield return $"    Output layout: [{string.Join(", ", query.Columns.Select((c, i) => $"{Execution.ResultColumns.NameOf(c, i)}:{c.Type}"))}]";
        foreach (var scan in totals.Scans)
        {
            yield return $"    TableScan[table = awsdatacatalog:{scan.Table}]";
            yield return $"        Layout: [{string.Join(", ", scan.Columns.Order(StringComparer.Ordinal))}]";
            yield return $"        Partitions: {scan.Partitions}, files: {scan.Files}, bytes: {scan.Bytes}";
        }
    }
}

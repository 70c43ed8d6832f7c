using DuckDB.NET.Data;
using LocalAws.Sql.Execution;
using LocalAws.Sql.Names;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Tables;

/// <summary>
/// Rules out partitions by evaluating the conditions on partition columns over the partitions' values, in DuckDB: exact
/// by nature.
/// </summary>
internal static class PartitionPruning
{
    /// <summary>Places of those that no condition rules out.</summary>
    /// <param name="connection">Evaluates the conditions.</param>
    /// <param name="use">How the statement uses the table.</param>
    /// <param name="all">The values of each partition, in key order.</param>
    public static IReadOnlyList<int> Keep(
        DuckDBConnection connection,
        TableUse use,
        IReadOnlyList<IReadOnlyList<string>> all
    )
    {
        if (use.PartitionConditions.Count == 0 || all.Count == 0)
            return [.. Enumerable.Range(0, all.Count)];
        var keys = use.Table.PartitionKeys;
        var rows = all.Select((values, i) => $"({i}, {string.Join(", ", values.Select(DuckTypes.Text))})");
        var names = string.Join(", ", keys.Select((_, i) => $"k{i}"));
        var columns = keys.Select(
            (k, i) =>
                $"CAST(nullif(k{i}, '{HivePartitions.Default}') AS {DuckTypes.Write(HiveTypes.Parse(k.Type))}) AS {DuckTypes.Name(k.Name)}"
        );
        var kept = connection.Rows(
            $"SELECT n FROM (SELECT n, {string.Join(", ", columns)} FROM (VALUES {string.Join(", ", rows)}) AS v(n, {names})) AS {use.Alias} "
                + $"WHERE {string.Join(" AND ", use.PartitionConditions)} ORDER BY n"
        );
        return [.. kept.Select(r => int.Parse(r[0]!))];
    }
}

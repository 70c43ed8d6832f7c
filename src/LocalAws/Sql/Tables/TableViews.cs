using System.Runtime.ExceptionServices;
using DuckDB.NET.Data;
using LocalAws.Catalog;
using LocalAws.Sql.Access;
using LocalAws.Sql.Execution;
using LocalAws.Sql.Names;
using LocalAws.Sql.Statements;
using LocalAws.Sql.Tables.Json;
using LocalAws.Sql.Tables.Lines;
using LocalAws.Sql.Tables.Parquet;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Tables;

/// <summary>What was read for a statement.</summary>
internal sealed class ScanTotals
{
    public long Bytes { get; set; }

    /// <summary>Lines that could not be read.</summary>
    public List<SkippedPart> Skipped { get; } = [];

    /// <summary>Parquet files that were read.</summary>
    public List<DataFile> Parquet { get; } = [];

    public long SkippedLines => Skipped.Sum(part => part.Skipped);

    public List<string> Partitions { get; } = [];

    public List<TableScan> Scans { get; } = [];
}

/// <summary>What is read of one table.</summary>
internal sealed record TableScan(
    string Table,
    IReadOnlyCollection<string> Columns,
    int Partitions,
    int Files,
    long Bytes
);

/// <summary>Puts a view over a table's files in place of each table of a query.</summary>
internal sealed class TableViews(PartitionFinder partitions, EngineParts parts, StatementRequest request)
{
    public void Create(DuckDBConnection connection, TableUse use, ScanTotals totals, CancellationToken cancellation)
    {
        var table = use.Table;
        request.Demand(new StorageAccess("s3:ListBucket", PartitionFinder.LocationOf(table)));
        var (all, read) = partitions.Find(
            table,
            request.StartedAt,
            values => PartitionPruning.Keep(connection, use, values)
        );
        DemandRead(table, read);
        var scan = Scan(connection, use, read);
        totals.Scans.Add(scan);
        totals.Bytes += scan.Bytes;
        if (table.PartitionKeys.Count > 0)
            totals.Partitions.AddRange(
                read.Select(p => $"{table.Database}.{table.Name}/{p.Name(table.PartitionKeys)}")
            );
        List<string> sources = [];
        if (Lines(table, all, read, totals, cancellation) is { } lines)
            sources.Add(lines);
        sources.AddRange(new ParquetFiles(connection, parts.Shapes, parts.Paths).Select(use, read));
        totals.Parquet.AddRange(read.SelectMany(p => p.Files).Where(f => TableFormat.IsParquet(table, f.Path)));
        if (sources.Count == 0)
            sources.Add(Nothing(table));
        connection.Execute($"CREATE TEMP VIEW {use.View} AS {string.Join(" UNION ALL ", sources)}");
    }

    /// <summary>Lines are read whole; of Parquet only the columns that the statement needs.</summary>
    private TableScan Scan(DuckDBConnection connection, TableUse use, IReadOnlyList<Partition> read)
    {
        var files = read.SelectMany(p => p.Files).ToLookup(f => TableFormat.IsParquet(use.Table, f.Path));
        // Damaged ones are told by name before anything else is made of them.
        parts.Shapes.Group(connection, [.. files[true]]);
        var bytes = files[false].Sum(f => f.Size) + parts.Sizes.Sum(connection, [.. files[true]], use.Columns);
        return new TableScan(
            $"{use.Table.Database}.{use.Table.Name}",
            use.Columns,
            read.Count,
            files[true].Count() + files[false].Count(),
            bytes
        );
    }

    private void DemandRead(CatalogTable table, IReadOnlyList<Partition> read)
    {
        if (table.PartitionKeys.Count == 0)
            request.Demand(new StorageAccess("s3:GetObject", PartitionFinder.LocationOf(table)));
        else
            foreach (var partition in read)
                DemandRead(table, parts.Paths.ToAddress(partition.Folder) + "/");
    }

    /// <summary>Files of a partition outside the table's own location are listed where they are.</summary>
    private void DemandRead(CatalogTable table, string place)
    {
        var own = PartitionFinder.LocationOf(table).TrimEnd('/') + "/";
        if (!place.StartsWith(own, StringComparison.Ordinal))
            request.Demand(new StorageAccess("s3:ListBucket", place));
        request.Demand(new StorageAccess("s3:GetObject", place));
    }

    private static string Nothing(CatalogTable table) =>
        $"SELECT {string.Join(", ", table.Columns.Concat(table.PartitionKeys).Select(NullOf))} WHERE FALSE";

    public static string NullOf(CatalogColumn column) =>
        $"CAST(NULL AS {DuckTypes.Write(HiveTypes.Parse(column.Type))}) AS {DuckTypes.Name(column.Name)}";

    private string? Lines(
        CatalogTable table,
        IReadOnlyList<Partition> all,
        IReadOnlyList<Partition> read,
        ScanTotals totals,
        CancellationToken cancellation
    )
    {
        var wanted = read.Where(p => p.Files.Any(f => TableFormat.IsLines(table, f.Path))).ToList();
        if (wanted.Count == 0)
            return null;
        var leaves = JsonLeaf.Of(table.Columns);
        var format = TableFormat.OfLines(table);
        var groups = wanted.Select(Group).ToHashSet();
        var sets = all.Where(p => groups.Contains(Group(p)))
            .GroupBy(Group)
            .Select(g => g.SelectMany(p => p.Files).Where(f => TableFormat.IsLines(table, f.Path)).Distinct().ToList())
            .SelectMany(CacheSources.Entries)
            .ToList();
        var entries = new CachedLines[sets.Count];
        InParallel(sets.Count, i => entries[i] = parts.Cache.Get(leaves, format, sets[i], cancellation), cancellation);
        var folders = FoldersOf(wanted);
        var files = entries
            .SelectMany(e => e.Files)
            .Where(f => folders.ContainsKey(Path.GetDirectoryName(f.Path)!))
            .ToList();
        if (files.FirstOrDefault(f => f.Damage is not null) is { } damaged)
            throw SqlErrors.Plain(
                "HIVE_CURSOR_ERROR",
                $"Failed to read file at {parts.Paths.ToAddress(damaged.Path)}: {damaged.Damage}"
            );
        var skips = SkippedParts.Of(
            table,
            files,
            f => folders[Path.GetDirectoryName(f.Path)!].First(),
            parts.Paths.ToAddress
        );
        totals.Skipped.AddRange(skips);
        return LinesSql(
            table,
            entries,
            folders,
            sets.SelectMany(s => s.Select(f => Path.GetDirectoryName(f.Path))).Distinct().Count()
        );

        // Neighbours are kept together: the hours of a day.
        string Group(Partition partition) =>
            table.PartitionKeys.Count > 1 ? Path.GetDirectoryName(partition.Folder)! : partition.Folder;
    }

    private void InParallel(int count, Action<int> step, CancellationToken cancellation)
    {
        try
        {
            Parallel.For(
                0,
                count,
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = parts.Options.Threads,
                    CancellationToken = cancellation,
                },
                step
            );
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }

    /// <summary>The partitions by their files' folders: two partitions may be one and the same place.</summary>
    private static Dictionary<string, HashSet<Partition>> FoldersOf(IEnumerable<Partition> partitions)
    {
        Dictionary<string, HashSet<Partition>> folders = [];
        foreach (var partition in partitions)
        {
            foreach (var file in partition.Files)
            {
                var folder = Path.GetDirectoryName(file.Path)!;
                if (!folders.TryGetValue(folder, out var there))
                    folders[folder] = there = [];
                there.Add(partition);
            }
        }

        return folders;
    }

    private static string LinesSql(
        CatalogTable table,
        CachedLines[] entries,
        Dictionary<string, HashSet<Partition>> folders,
        int foldersInEntries
    )
    {
        var files = string.Join(", ", entries.SelectMany(e => e.Paths).Select(DuckTypes.Text));
        var columns = string.Join(", ", table.Columns.Select(c => $"c.{DuckTypes.Name(c.Name)}"));
        if (table.PartitionKeys.Count == 0 && folders.Count == foldersInEntries)
            return $"SELECT {columns} FROM read_parquet([{files}], hive_partitioning = false) AS c";
        return $"SELECT {columns}{PartitionKeys(table)} FROM read_parquet([{files}], hive_partitioning = false) AS c "
            + PartitionJoin(table, "c.\"$folder\"", folders.SelectMany(f => f.Value.Select(p => (f.Key, p))));
    }

    public static string PartitionKeys(CatalogTable table)
    {
        return string.Concat(
            table.PartitionKeys.Select(
                (k, i) =>
                    $", CAST(nullif(p.k{i}, '{HivePartitions.Default}') AS {DuckTypes.Write(HiveTypes.Parse(k.Type))}) AS {DuckTypes.Name(k.Name)}"
            )
        );
    }

    public static string PartitionJoin(
        CatalogTable table,
        string place,
        IEnumerable<(string Place, Partition Partition)> places
    )
    {
        var rows = places.Select(p =>
            $"({string.Join(", ", p.Partition.Values.Prepend(p.Place).Select(DuckTypes.Text))})"
        );
        var names = string.Join(", ", table.PartitionKeys.Select((_, i) => $"k{i}").Prepend("place"));
        return $"JOIN (VALUES {string.Join(", ", rows)}) AS p({names}) ON {place} = p.place";
    }
}

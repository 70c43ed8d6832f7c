using System.Text.RegularExpressions;
using LocalAws.Catalog;

namespace LocalAws.Sql.Tables;

/// <summary>The partitions of a table that hold files.</summary>
/// <param name="All">All that what is read may be kept with.</param>
/// <param name="Read">Those that a statement reads.</param>
internal sealed record FoundPartitions(IReadOnlyList<Partition> All, IReadOnlyList<Partition> Read);

/// <summary>Finds the partitions of a table that hold files: from the catalog, or by projection.</summary>
internal sealed class PartitionFinder(LakePaths paths, ICatalog catalog)
{
    // A bound for a pattern that never ends. One second was too short: queries failed on a busy machine.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(1);

    /// <summary>Finds those that are kept by their values.</summary>
    /// <param name="now">What a projection's <c>NOW</c> is.</param>
    /// <param name="keep">Places of those that are kept, from the values of each partition.</param>
    public FoundPartitions Find(
        CatalogTable table,
        DateTimeOffset now,
        Func<IReadOnlyList<IReadOnlyList<string>>, IReadOnlyList<int>> keep
    )
    {
        var root = paths.ToPath(LocationOf(table));
        if (IsListed(table) && TableFormat.IsParquet(table))
        {
            // A history has tens of thousands: only those that are read are looked at.
            var values = catalog.PartitionValues(table.Database, table.Name);
            var kept = keep(values).Select(place => values[place]).ToList();
            var read = WithFiles(table, root, catalog.FindPartitions(table.Database, table.Name, kept));
            return new(read, read);
        }

        var all = All(table, root, now);
        return new(all, [.. keep([.. all.Select(partition => partition.Values)]).Select(place => all[place])]);
    }

    private List<Partition> All(CatalogTable table, string root, DateTimeOffset now)
    {
        if (table.PartitionKeys.Count == 0)
            return Single(root);
        if (Projection.IsEnabled(table))
            return Projected(table, root, now);
        return WithFiles(table, root, catalog.Partitions(table.Database, table.Name));
    }

    private static bool IsListed(CatalogTable table) => table.PartitionKeys.Count > 0 && !Projection.IsEnabled(table);

    public static string LocationOf(CatalogTable table) =>
        table.Storage.Location
        ?? throw SqlErrors.Plain("HIVE_INVALID_METADATA", $"Table {table.Database}.{table.Name} has no location");

    private static List<Partition> Single(string root)
    {
        var files = FilesUnder(root);
        if (files.Count == 0)
            return [];
        return [new Partition([], root, files)];
    }

    private static List<DataFile> FilesUnder(string folder)
    {
        var files = DataFile.Under(folder).Values;
        return InOrder(files.SelectMany(f => f));
    }

    private static List<DataFile> InOrder(IEnumerable<DataFile> files) =>
        [.. files.OrderBy(f => f.Path, StringComparer.Ordinal)];

    private List<Partition> WithFiles(CatalogTable table, string root, IReadOnlyList<CatalogPartition> listed)
    {
        List<Partition> partitions = [];
        foreach (var partition in listed)
        {
            var folder = Folder(partition, root, table.PartitionKeys);
            var files = FilesUnder(folder);
            if (files.Count > 0)
                partitions.Add(new Partition(partition.Values, folder, files));
        }

        return partitions;
    }

    private string Folder(CatalogPartition partition, string root, IReadOnlyList<CatalogColumn> keys)
    {
        if (partition.Storage.Location is { } location)
            return paths.ToPath(location);
        var names = keys.Select(k => k.Name);
        return Path.Combine(root, HivePartitions.Folder([.. names], partition.Values));
    }

    /// <summary>
    /// Reads the values off the folders that are there, rather than asking for each of the many that projection allows:
    /// both give the same partitions, since one without files has no rows.
    /// </summary>
    private List<Partition> Projected(CatalogTable table, string root, DateTimeOffset now)
    {
        var keys = table.PartitionKeys;
        var template = table.Parameters.GetValueOrDefault("storage.location.template");
        var shape = template is null
            ? Path.Combine([root, .. keys.Select(k => $"{k.Name}=${{{k.Name}}}")])
            : paths.ToPath(template);
        var allowed = keys.Select(k => Projection.Values(table, k.Name, now).ToHashSet()).ToList();
        var pattern = Pattern(shape, keys);
        var above = shape[..shape.IndexOf("${", StringComparison.Ordinal)];
        var found =
            from folder in DataFile.Under(Path.GetDirectoryName(above + "x")!)
            let match = pattern.Match(folder.Key)
            where match.Success
            let values = keys.Select((_, i) => match.Groups[Group(i)].Value).ToList()
            where values.Zip(allowed).All(pair => pair.Second.Contains(pair.First))
            group (Values: values, Files: folder.Value) by match.Groups["folder"].Value;
        var partitions = found.Select(same =>
        {
            var files = same.SelectMany(f => f.Files);
            return new Partition(same.First().Values, same.Key, InOrder(files));
        });
        return [.. partitions.OrderBy(p => p.Folder, StringComparer.Ordinal)];
    }

    // Not by the key's own name: one may be "folder", or have characters that no group's name has.
    private static string Group(int key) => $"key{key}";

    private static Regex Pattern(string shape, IReadOnlyList<CatalogColumn> keys)
    {
        var pattern = Regex.Escape(shape);
        foreach (var (index, key) in keys.Index())
        {
            var place = Regex.Escape($"${{{key.Name}}}");
            var first = pattern.IndexOf(place, StringComparison.OrdinalIgnoreCase);
            if (first < 0)
                throw SqlErrors.Plain("INVALID_TABLE_PROPERTY", $"storage.location.template lacks ${{{key.Name}}}");
            var rest = pattern[(first + place.Length)..];
            var same = rest.Replace(place, $@"\k<{Group(index)}>", StringComparison.OrdinalIgnoreCase);
            pattern = $"{pattern[..first]}(?<{Group(index)}>[^/]+?){same}";
        }

        return new Regex($"^(?<folder>{pattern})(?:/.*)?$", RegexOptions.CultureInvariant, TimeLimit);
    }
}

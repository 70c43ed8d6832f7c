namespace LocalAws.Sql.Tables.Json;

/// <summary>
/// Beside each entry of the cache: the files that it was made from, so that an entry whose files are gone or changed
/// can be told and deleted.
/// </summary>
internal static class CacheSources
{
    public const string Ending = ".sources";

    public static void Write(string path, IEnumerable<DataFile> files)
    {
        File.WriteAllLines(path, files.Select(f => $"{f.Size}\t{f.Changed}\t{f.Path}"));
    }

    /// <summary>
    /// Deletes all that belongs to entries that no query will ask for again. Only while no query runs: one could be
    /// about to open an entry.
    /// </summary>
    public static void Prune(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var entry in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).GroupBy(NameOf))
        {
            if (IsCurrent(entry.Key + Ending))
                continue;
            foreach (var file in entry)
                File.Delete(file);
        }
    }

    private static string NameOf(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        var name = Path.GetFileName(file).Split('.')[0];
        return Path.Combine(folder, name);
    }

    private static bool IsCurrent(string sources)
    {
        if (!File.Exists(sources))
            return false;
        var files = File.ReadLines(sources)
            .Select(line => line.Split('\t', 3))
            .ToDictionary(parts => parts[2], parts => (parts[0], parts[1]));
        return files
            .Keys.Select(file => Path.GetDirectoryName(file)!)
            .Distinct()
            .SelectMany(FilesIn)
            .ToHashSet()
            .SetEquals(files.Select(file => (file.Key, file.Value.Item1, file.Value.Item2)));
    }

    /// <summary>The JSON files that a query would see now; a set of others has an entry of its own.</summary>
    private static IEnumerable<(string Path, string Size, string Changed)> FilesIn(string folder)
    {
        if (!Directory.Exists(folder))
            return [];
        return new DirectoryInfo(folder)
            .EnumerateFiles()
            .Where(file =>
                file.Name[0] is not ('_' or '.')
                && file.Length > 0
                && !file.Name.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase)
            )
            .Select(file => (file.FullName, file.Length.ToString(), FileChange.Of(file)));
    }
}

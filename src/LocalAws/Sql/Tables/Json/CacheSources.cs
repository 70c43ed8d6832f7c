namespace LocalAws.Sql.Tables.Json;

/// <summary>
/// Beside each entry of the cache: the files that it was made from, so that an entry whose files are gone or changed
/// can be told and deleted.
/// </summary>
internal static class CacheSources
{
    public const string Ending = ".sources";

    /// <summary>Files of one folder that make an entry together.</summary>
    public const int MostFiles = 256;

    /// <summary>
    /// The files of each entry. One folder of very many is parted: its entries are made side by side, and a new file
    /// leaves all but the last one as they are, where names begin with dates.
    /// </summary>
    /// <param name="files">Files that are kept together.</param>
    public static IEnumerable<IReadOnlyList<DataFile>> Entries(IReadOnlyList<DataFile> files)
    {
        var isOneFolder = files.Select(file => Path.GetDirectoryName(file.Path)).Distinct().Count() == 1;
        if (!isOneFolder)
            return [files];
        return files.OrderBy(file => file.Path, StringComparer.Ordinal).Chunk(MostFiles);
    }

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
        // A folder of very many files has an entry for each part of it: it is listed once.
        Dictionary<string, List<DataFile>> listed = [];
        foreach (var entry in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).GroupBy(NameOf))
        {
            if (IsCurrent(entry.Key + Ending, listed))
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

    private static bool IsCurrent(string sources, Dictionary<string, List<DataFile>> listed)
    {
        if (!File.Exists(sources))
            return false;
        var files = File.ReadLines(sources)
            .Select(line => line.Split('\t', 3))
            .Select(parts => new DataFile(parts[2], long.Parse(parts[0]), parts[1]))
            .ToHashSet();
        var folders = files.Select(file => Path.GetDirectoryName(file.Path)!).Distinct();
        return Entries([.. folders.SelectMany(Listed)]).Any(files.SetEquals);

        List<DataFile> Listed(string folder)
        {
            if (!listed.TryGetValue(folder, out var there))
                listed[folder] = there = [.. FilesIn(folder)];
            return there;
        }
    }

    /// <summary>The JSON files that a query would see now; a set of others has an entry of its own.</summary>
    private static IEnumerable<DataFile> FilesIn(string folder)
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
            .Select(DataFile.Of);
    }
}

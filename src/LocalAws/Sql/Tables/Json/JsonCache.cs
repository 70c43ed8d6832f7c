using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DuckDB.NET.Data;
using LocalAws.Sql.Execution;

namespace LocalAws.Sql.Tables.Json;

/// <param name="Paths">Parquet files: the table's data columns and <c>$folder</c>, the folder that a row comes from. The first one is written last.</param>
/// <param name="Skipped">Damaged lines, by folder.</param>
internal sealed record CachedLines(IReadOnlyList<string> Paths, IReadOnlyDictionary<string, long> Skipped);

/// <summary>
/// JSON lines as Parquet, so that each file is parsed once however many queries read it. An entry stands for a set of files as they were: path,
/// size and time of change name it, and another set has another name. It may be deleted while no query runs; it is then built again. A new cache deletes those that no query
/// will ask for again.
/// </summary>
internal sealed class JsonCache
{
    private readonly ConcurrentDictionary<string, Lazy<CachedLines>> _entries = new();
    private readonly string _folder;
    private readonly DuckDbInstance _duckDb;

    public JsonCache(string folder, DuckDbInstance duckDb)
    {
        (_folder, _duckDb) = (folder, duckDb);
        CacheSources.Prune(folder);
    }

    public CachedLines Get(IReadOnlyList<JsonLeaf> leaves, IReadOnlyList<DataFile> files, CancellationToken cancellation)
    {
        var name = NameOf(leaves, files);
        var entry = _entries.GetOrAdd(name, n => new Lazy<CachedLines>(() => Load(n) ?? Build(n, leaves, files, cancellation)));
        try
        {
            if (entry.Value.Paths.All(File.Exists))
                return entry.Value;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Another query was building it and was stopped: this one builds it itself, below.
        }
        catch
        {
            _entries.TryRemove(new(name, entry));
            throw;
        }

        _entries.TryRemove(new(name, entry));
        return Get(leaves, files, cancellation);
    }

    private static string NameOf(IReadOnlyList<JsonLeaf> leaves, IReadOnlyList<DataFile> files)
    {
        var text = new StringBuilder("3\n");
        foreach (var leaf in leaves)
            text.Append(leaf.Column).Append('\t').Append(leaf.Field).Append('\t').Append(leaf.Type).Append(leaf.DotsAreUnderscores ? "\tdots\n" : "\n");
        foreach (var file in files)
            text.Append(CultureInfo.InvariantCulture, $"{file.Path}\t{file.Size}\t{file.Changed}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }

    private string PathOf(string name, string ending) => Path.Combine(_folder, name[..2], name + ending);

    private CachedLines? Load(string name)
    {
        var (path, notes) = (PathOf(name, ".parquet"), PathOf(name, ".skipped"));
        if (!File.Exists(path) || !File.Exists(notes))
            return null;
        var skipped = File.ReadLines(notes).Select(l => l.Split('\t', 2)).ToDictionary(l => l[1], l => long.Parse(l[0], CultureInfo.InvariantCulture));
        return new CachedLines(Parts(name), skipped);
    }

    /// <summary>The files of an entry: <c>{name}.parquet</c>, <c>{name}.1.parquet</c> and so on, without a gap.</summary>
    private List<string> Parts(string name) => [.. Enumerable.Range(0, int.MaxValue).Select(n => PartOf(name, n)).TakeWhile(File.Exists)];

    private string PartOf(string name, int number) =>
        PathOf(name, number == 0 ? ".parquet" : string.Create(CultureInfo.InvariantCulture, $".{number}.parquet"));

    private CachedLines Build(string name, IReadOnlyList<JsonLeaf> leaves, IReadOnlyList<DataFile> files, CancellationToken cancellation)
    {
        var (path, notes) = (PathOf(name, ".parquet"), PathOf(name, ".skipped"));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var folders = files.Select(f => Path.GetDirectoryName(f.Path)!).Distinct().ToList();
        var partial = path + ".partial";
        using var connection = _duckDb.Connect();
        var skipped = Fill(connection, leaves, files, folders, number => number == 0 ? partial : PartOf(name, number), cancellation);
        CacheSources.Write(PathOf(name, CacheSources.Ending), files);
        File.WriteAllLines(notes, skipped.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Value}\t{s.Key}")));
        File.Move(partial, path, overwrite: true);
        return new CachedLines(Parts(name), skipped);
    }

    private static Dictionary<string, long> Fill(
        DuckDBConnection connection, IReadOnlyList<JsonLeaf> leaves, IReadOnlyList<DataFile> files, List<string> folders, Func<int, string> partPath,
        CancellationToken cancellation)
    {
        Dictionary<string, long> skipped = [];
        using var rows = new StagedLines(connection, leaves, folders, partPath);
        var line = new JsonLineReader(leaves);
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            var folder = Path.GetDirectoryName(file.Path)!;
            var damaged = ReadFile(file.Path, folders.IndexOf(folder), line, rows);
            if (damaged > 0)
                skipped[folder] = skipped.GetValueOrDefault(folder) + damaged;
        }

        rows.Finish();
        return skipped;
    }

    private static long ReadFile(string path, int folder, JsonLineReader line, StagedLines rows)
    {
        var damaged = 0L;
        using var lines = new LineSplitter(path);
        while (lines.TryNext(out var start, out var length))
        {
            if (lines.Buffer.AsSpan(start, length).IndexOfAnyExcept(" \t\r"u8) < 0)
                continue;
            if (line.TryRead(lines.Buffer, start, length))
                rows.Add(folder, line, lines.Buffer);
            else
                damaged++;
        }

        return lines.Broken ? damaged + 1 : damaged;
    }
}

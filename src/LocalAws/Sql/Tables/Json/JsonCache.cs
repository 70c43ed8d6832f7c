using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LocalAws.Sql.Execution;
using LocalAws.Sql.Tables.Lines;

namespace LocalAws.Sql.Tables.Json;

/// <param name="Paths">
/// Parquet files: the table's data columns and <c>$folder</c>, the folder that a row comes from. The first one is
/// written last.
/// </param>
/// <param name="Files">The files that they were made from, each with what became of its lines.</param>
internal sealed record CachedLines(IReadOnlyList<string> Paths, IReadOnlyList<FileLines> Files);

/// <summary>
/// JSON lines as Parquet, so that each file is parsed once however many queries read it. An entry stands for a set of
/// files as they were: path, size and times of change name it, and another set has another name. It may be deleted
/// while no query runs; it is then built again. A new cache deletes those that no query will ask for again.
/// </summary>
internal sealed class JsonCache
{
    /// <summary>Entries that were written in another way have other names.</summary>
    private const string Version = "4";

    private readonly ConcurrentDictionary<string, Lazy<CachedLines>> _entries = new();
    private readonly string _folder;
    private readonly DuckDbInstance _duckDb;

    public JsonCache(string folder, DuckDbInstance duckDb)
    {
        _folder = folder;
        _duckDb = duckDb;
        CacheSources.Prune(folder);
    }

    public CachedLines Get(
        IReadOnlyList<JsonLeaf> leaves,
        ILineFormat format,
        IReadOnlyList<DataFile> files,
        CancellationToken cancellation
    )
    {
        var name = NameOf(leaves, format, files);
        var entry = _entries.GetOrAdd(
            name,
            n => new Lazy<CachedLines>(() => Load(n) ?? Build(n, leaves, format, files, cancellation))
        );
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
        return Get(leaves, format, files, cancellation);
    }

    private static string NameOf(IReadOnlyList<JsonLeaf> leaves, ILineFormat format, IReadOnlyList<DataFile> files)
    {
        var text = new StringBuilder(Version).Append('\n').Append(format.Identity()).Append('\n');
        foreach (var leaf in leaves)
        {
            text.Append(leaf.Column).Append('\t');
            text.Append(leaf.Field).Append('\t');
            text.Append(leaf.Type).Append('\n');
        }
        foreach (var file in files)
            text.Append($"{file.Path}\t{file.Size}\t{file.Changed}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }

    private string PathOf(string name, string ending) => Path.Combine(_folder, name[..2], name + ending);

    private CachedLines? Load(string name)
    {
        var path = PathOf(name, ".parquet");
        var notes = PathOf(name, ".lines");
        if (!File.Exists(path) || !File.Exists(notes))
            return null;
        var files = File.ReadLines(notes).Select(line => JsonSerializer.Deserialize<FileLines>(line)!);
        return new CachedLines(Parts(name), [.. files]);
    }

    /// <summary>
    /// The files of an entry: <c>{name}.parquet</c>, <c>{name}.1.parquet</c> and so on, without a gap.
    /// </summary>
    private List<string> Parts(string name)
    {
        List<string> parts = [];
        while (File.Exists(PartOf(name, parts.Count)))
            parts.Add(PartOf(name, parts.Count));
        return parts;
    }

    private string PartOf(string name, int number)
    {
        var ending = number == 0 ? ".parquet" : $".{number}.parquet";
        return PathOf(name, ending);
    }

    private CachedLines Build(
        string name,
        IReadOnlyList<JsonLeaf> leaves,
        ILineFormat format,
        IReadOnlyList<DataFile> files,
        CancellationToken cancellation
    )
    {
        var path = PathOf(name, ".parquet");
        var notes = PathOf(name, ".lines");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var folders = files.Select(f => Path.GetDirectoryName(f.Path)!).Distinct().ToList();
        var partial = path + ".partial";
        using var connection = _duckDb.Connect();
        using var rows = new StagedLines(
            connection,
            leaves,
            folders,
            number => number == 0 ? partial : PartOf(name, number)
        );
        var read = Fill(rows, new JsonFile(leaves, format), files, folders, cancellation);
        CacheSources.Write(PathOf(name, CacheSources.Ending), files);
        File.WriteAllLines(notes, read.Select(file => JsonSerializer.Serialize(file)));
        File.Move(partial, path, overwrite: true);
        return new CachedLines(Parts(name), read);
    }

    private static List<FileLines> Fill(
        StagedLines rows,
        JsonFile reader,
        IReadOnlyList<DataFile> files,
        List<string> folders,
        CancellationToken cancellation
    )
    {
        List<FileLines> read = [];
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            var folder = folders.IndexOf(Path.GetDirectoryName(file.Path)!);
            read.Add(reader.Read(file.Path, folder, rows));
        }

        rows.Finish();
        return read;
    }
}

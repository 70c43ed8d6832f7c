using System.Text.Json;
using LocalAws.State;

namespace LocalAws.S3.Storage;

/// <summary>Facts of the objects that came through S3, on disk.</summary>
internal sealed class ObjectRecords(string path) : IDisposable
{
    private readonly SqliteFile _file = new(path, "objects");

    public FolderMarkers Markers => new(_file);

    /// <summary>Facts of the object whose file has this size and time.</summary>
    public ObjectFacts Find(string bucket, string key, FileVersion file)
    {
        return _file
                .Query(
                    "SELECT definition FROM objects WHERE bucket = $bucket AND key = $key AND size = $size AND modified = $modified",
                    r => JsonSerializer.Deserialize<ObjectFacts>(r.GetString(0))!,
                    ("$bucket", bucket),
                    ("$key", key),
                    ("$size", file.Size),
                    ("$modified", file.Modified.Ticks)
                )
                .FirstOrDefault()
            ?? ObjectFacts.OfFile(file.Size, file.Modified);
    }

    /// <summary>Keeps facts of a file, and those of the file that it is about to replace, but no others.</summary>
    public void Put(string bucket, string key, FileVersion file, ObjectFacts facts, FileVersion? replaced = null)
    {
        _file.Transact(() =>
        {
            DeleteAllBut(replaced, bucket, key);
            _file.Execute(
                "INSERT OR REPLACE INTO objects VALUES ($bucket, $key, $size, $modified, $definition)",
                ("$bucket", bucket),
                ("$key", key),
                ("$size", file.Size),
                ("$modified", file.Modified.Ticks),
                ("$definition", JsonSerializer.Serialize(facts))
            );
        });
    }

    public void Delete(string bucket, string key) => DeleteAllBut(null, bucket, key);

    public void Dispose() => _file.Dispose();

    private void DeleteAllBut(FileVersion? file, string bucket, string key)
    {
        _file.Execute(
            "DELETE FROM objects WHERE bucket = $bucket AND key = $key AND (size, modified) IS NOT ($size, $modified)",
            ("$bucket", bucket),
            ("$key", key),
            ("$size", file?.Size),
            ("$modified", file?.Modified.Ticks)
        );
    }
}

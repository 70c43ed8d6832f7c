using System.Text.Json;
using LocalAws.State;

namespace LocalAws.S3.Storage;

/// <summary>Facts of the objects that came through S3, on disk.</summary>
internal sealed class ObjectRecords(string path) : IDisposable
{
    private readonly SqliteFile _file = new(path, "objects");

    public FolderMarkers Markers => new(_file);

    /// <summary>Facts of the object whose file has this size and time.</summary>
    public ObjectFacts Find(string bucket, string key, long size, DateTime modified)
    {
        return _file
                .Query(
                    "SELECT definition FROM objects WHERE bucket = $bucket AND key = $key AND size = $size AND modified = $modified",
                    r => JsonSerializer.Deserialize<ObjectFacts>(r.GetString(0))!,
                    ("$bucket", bucket),
                    ("$key", key),
                    ("$size", size),
                    ("$modified", modified.Ticks)
                )
                .FirstOrDefault()
            ?? ObjectFacts.OfFile(size, modified);
    }

    public void Put(string bucket, string key, long size, DateTime modified, ObjectFacts facts)
    {
        _file.Execute(
            "INSERT OR REPLACE INTO objects VALUES ($bucket, $key, $size, $modified, $definition)",
            ("$bucket", bucket),
            ("$key", key),
            ("$size", size),
            ("$modified", modified.Ticks),
            ("$definition", JsonSerializer.Serialize(facts))
        );
    }

    public void Delete(string bucket, string key) =>
        _file.Execute("DELETE FROM objects WHERE bucket = $bucket AND key = $key", ("$bucket", bucket), ("$key", key));

    public void Dispose() => _file.Dispose();
}

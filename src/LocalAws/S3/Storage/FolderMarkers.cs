using System.Text.Json;
using LocalAws.State;

namespace LocalAws.S3.Storage;

/// <summary>
/// Objects without bytes whose keys end with a slash, which clients make to show folders. A file cannot have such a
/// name: a folder stands for it, and a record says that the folder is an object.
/// </summary>
internal sealed class FolderMarkers(SqliteFile file)
{
    /// <summary>Keys of a bucket's markers.</summary>
    public IReadOnlySet<string> Of(string bucket) =>
        file.Query("SELECT key FROM markers WHERE bucket = $bucket", r => r.GetString(0), ("$bucket", bucket))
            .ToHashSet();

    public (ObjectFacts Facts, DateTime Modified)? Find(string bucket, string key)
    {
        return file.Query(
                "SELECT definition, modified FROM markers WHERE bucket = $bucket AND key = $key",
                r =>
                    ((ObjectFacts, DateTime)?)
                        (
                            JsonSerializer.Deserialize<ObjectFacts>(r.GetString(0))!,
                            new DateTime(r.GetInt64(1), DateTimeKind.Utc)
                        ),
                ("$bucket", bucket),
                ("$key", key)
            )
            .FirstOrDefault();
    }

    public void Put(string bucket, string key, DateTime modified, ObjectFacts facts)
    {
        file.Execute(
            "INSERT OR REPLACE INTO markers VALUES ($bucket, $key, $modified, $definition)",
            ("$bucket", bucket),
            ("$key", key),
            ("$modified", modified.Ticks),
            ("$definition", JsonSerializer.Serialize(facts))
        );
    }

    public void Delete(string bucket, string key) =>
        file.Execute("DELETE FROM markers WHERE bucket = $bucket AND key = $key", ("$bucket", bucket), ("$key", key));
}

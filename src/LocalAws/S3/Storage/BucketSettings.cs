using LocalAws.State;

namespace LocalAws.S3.Storage;

/// <summary>What a bucket keeps beside its objects: documents, as they came.</summary>
internal sealed class BucketSettings(StateFolder state)
{
    /// <summary>The document, or null.</summary>
    public string? Find(string bucket, string name)
    {
        var path = PathOf(bucket, name);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    public void Put(string bucket, string name, string document)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(bucket, name))!);
        state.WritePrivately(PathOf(bucket, name), document);
    }

    public void Delete(string bucket, string name)
    {
        if (File.Exists(PathOf(bucket, name)))
            File.Delete(PathOf(bucket, name));
    }

    /// <summary>Forgets a bucket that is gone.</summary>
    public void DeleteAll(string bucket)
    {
        if (Directory.Exists(Path.Combine(state.Buckets, bucket)))
            Directory.Delete(Path.Combine(state.Buckets, bucket), recursive: true);
    }

    // Only names that ObjectKey allows come this far.
    private string PathOf(string bucket, string name) => Path.Combine(state.Buckets, bucket, name + ".xml");
}

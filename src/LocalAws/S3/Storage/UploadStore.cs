using System.Text.Json;
using System.Text.RegularExpressions;

namespace LocalAws.S3.Storage;

/// <summary>What a multipart upload is for.</summary>
/// <param name="Bucket">Bucket.</param>
/// <param name="Key">Key of the object to be.</param>
/// <param name="Headers">Headers to give back with it.</param>
/// <param name="Initiated">When it was begun, UTC.</param>
/// <param name="ChecksumHeader">
/// The checksum that the object is to have, e.g. <c>x-amz-checksum-crc32</c>, or null.
/// </param>
/// <param name="IsFullObject">Whether that is one of the whole object, not one of its parts' checksums.</param>
/// <param name="Tags">Tags of the object to be.</param>
internal sealed record Upload(
    string Bucket,
    string Key,
    IReadOnlyDictionary<string, string> Headers,
    DateTime Initiated,
    string? ChecksumHeader,
    bool IsFullObject,
    IReadOnlyList<string[]>? Tags
);

/// <summary>A part as it lies on disk; its ETag is a part of its file's name.</summary>
internal sealed record UploadedPart(int Number, string ETag, FileInfo File);

/// <summary>Multipart uploads on their way: a folder each, which outlives the process.</summary>
internal sealed partial class UploadStore(string root)
{
    private const string Description = "upload.json";

    // Whoever finds an upload or a part finds it whole, and none comes to one that has ended.
    private readonly Lock _gate = new();

    public string Create(Upload upload)
    {
        var id = Wire.RequestIds.Next().Replace("-", "");
        lock (_gate)
        {
            Directory.CreateDirectory(FolderOf(id));
            File.WriteAllText(DescriptionOf(id), JsonSerializer.Serialize(upload));
        }

        return id;
    }

    /// <summary>The upload, if it is for that object. Throws <c>NoSuchUpload</c>.</summary>
    public Upload Find(string id, string bucket, string key)
    {
        lock (_gate)
        {
            Require(id);
            var upload = Read(id);
            if ((upload.Bucket, upload.Key) == (bucket, key))
                return upload;
            throw S3Errors.NoSuchUpload(id);
        }
    }

    /// <summary>Makes a finished draft a part, in place of an earlier one of that number. Throws <c>NoSuchUpload</c>.</summary>
    public void Commit(string draft, string id, int number, string etag)
    {
        lock (_gate)
        {
            var before = Parts(id).Where(p => p.Number == number && p.ETag != etag).ToList();
            File.Move(draft, PathOf(id, number, etag), overwrite: true);
            foreach (var part in before)
                part.File.Delete();
        }
    }

    public string PathOf(string id, int number, string etag)
    {
        var name = $"{number:D5}.{etag}";
        return Path.Combine(FolderOf(id), name);
    }

    /// <summary>Parts in order. Throws <c>NoSuchUpload</c>.</summary>
    public IReadOnlyList<UploadedPart> Parts(string id)
    {
        lock (_gate)
        {
            Require(id);
            var files = new DirectoryInfo(FolderOf(id)).EnumerateFiles();
            var parts = files.Where(f => f.Exists && f.Name != Description).Select(Part);
            return [.. parts.OrderBy(p => p.Number)];
        }
    }

    private static UploadedPart Part(FileInfo file)
    {
        var number = int.Parse(file.Name[..5]);
        var etag = file.Name[6..];
        return new UploadedPart(number, etag, file);
    }

    /// <summary>Uploads to a bucket, by key and then by their beginning.</summary>
    public IReadOnlyList<(string Id, Upload Upload)> Of(string bucket)
    {
        lock (_gate)
        {
            var ids = new DirectoryInfo(root).EnumerateDirectories().Select(f => f.Name);
            var described = ids.Where(id => File.Exists(DescriptionOf(id)));
            var uploads = described.Select(id => (Id: id, Upload: Read(id))).Where(u => u.Upload.Bucket == bucket);
            var byKey = uploads.OrderBy(u => u.Upload.Key, KeyOrder.Instance);
            return [.. byKey.ThenBy(u => u.Upload.Initiated).ThenBy(u => u.Id, StringComparer.Ordinal)];
        }
    }

    /// <summary>Ends an upload, once what it is to become is in place. Throws <c>NoSuchUpload</c>.</summary>
    public void End(string id, Action? become = null)
    {
        lock (_gate)
        {
            Require(id);
            become?.Invoke();
            Directory.Delete(FolderOf(id), recursive: true);
        }
    }

    private void Require(string id)
    {
        if (!IdPattern().IsMatch(id) || !File.Exists(DescriptionOf(id)))
            throw S3Errors.NoSuchUpload(id);
    }

    private string FolderOf(string id) => Path.Combine(root, id);

    private string DescriptionOf(string id) => Path.Combine(root, id, Description);

    private Upload Read(string id)
    {
        var json = File.ReadAllText(DescriptionOf(id));
        return JsonSerializer.Deserialize<Upload>(json)!;
    }

    [GeneratedRegex(@"^[0-9a-f]{32}\z", RegexOptions.None, 1000)]
    private static partial Regex IdPattern();
}

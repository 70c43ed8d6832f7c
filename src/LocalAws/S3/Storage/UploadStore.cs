using System.Text.Json;
using System.Text.RegularExpressions;

namespace LocalAws.S3.Storage;

/// <summary>What a multipart upload is for.</summary>
internal sealed record Upload(string Bucket, string Key, IReadOnlyDictionary<string, string> Headers);

/// <summary>A part as it lies on disk; its ETag is a part of its file's name.</summary>
internal sealed record UploadedPart(int Number, string ETag, FileInfo File);

/// <summary>Multipart uploads on their way: a folder each, which outlives the process.</summary>
internal sealed partial class UploadStore(string root)
{
    public string Create(Upload upload)
    {
        var id = Wire.RequestIds.Next().Replace("-", "", StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(root, id));
        File.WriteAllText(Path.Combine(root, id, "upload.json"), JsonSerializer.Serialize(upload));
        return id;
    }

    /// <summary>The upload, if it is for that object. Throws <c>NoSuchUpload</c>.</summary>
    public Upload Find(string id, string bucket, string key)
    {
        if (!IdPattern().IsMatch(id) || !File.Exists(Path.Combine(root, id, "upload.json")))
            throw S3Errors.NoSuchUpload(id);
        var upload = JsonSerializer.Deserialize<Upload>(File.ReadAllText(Path.Combine(root, id, "upload.json")))!;
        return (upload.Bucket, upload.Key) == (bucket, key) ? upload : throw S3Errors.NoSuchUpload(id);
    }

    /// <summary>Makes a finished draft a part, in place of an earlier one of that number.</summary>
    public void Commit(string draft, string id, int number, string etag)
    {
        var before = Parts(id).Where(p => p.Number == number && p.ETag != etag).ToList();
        File.Move(draft, Path.Combine(root, id, $"{number:D5}.{etag}"), overwrite: true);
        foreach (var part in before)
            part.File.Delete();
    }

    public IReadOnlyList<UploadedPart> Parts(string id) =>
    [
        .. new DirectoryInfo(Path.Combine(root, id)).EnumerateFiles()
            .Where(f => f.Name != "upload.json")
            .Select(f => new UploadedPart(int.Parse(f.Name[..5]), f.Name[6..], f))
            .OrderBy(p => p.Number),
    ];

    public void Delete(string id) => Directory.Delete(Path.Combine(root, id), recursive: true);

    [GeneratedRegex(@"^[0-9a-f]{32}\z", RegexOptions.None, 1000)]
    private static partial Regex IdPattern();
}

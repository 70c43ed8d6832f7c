using System.Security.Cryptography;
using LocalAws.State;

namespace LocalAws.S3.Storage;

/// <summary>Buckets and objects as folders and files of the lake.</summary>
internal sealed class ObjectStore(StateFolder state, ObjectRecords records)
{
    // Renaming a file into place and recording its facts is one step to everyone else who changes that key.
    private readonly Lock[] gates = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];

    public IEnumerable<DirectoryInfo> Buckets() =>
        new DirectoryInfo(state.Lake).EnumerateDirectories().Where(d => ObjectKey.IsBucket(d.Name) && !LakeLinks.LeadsOut(d, state.Lake)).OrderBy(d => d.Name, StringComparer.Ordinal);

    public bool HasBucket(string bucket) => ObjectKey.IsBucket(bucket) && new DirectoryInfo(Path.Combine(state.Lake, bucket)) is { Exists: true } folder && !LakeLinks.LeadsOut(folder, state.Lake);

    /// <summary>Folder of a bucket. Throws <c>NoSuchBucket</c>.</summary>
    public string BucketFolder(string bucket) => HasBucket(bucket) ? Path.Combine(state.Lake, bucket) : throw S3Errors.NoSuchBucket(bucket);

    public void CreateBucket(string bucket) => Directory.CreateDirectory(Path.Combine(state.Lake, bucket));

    /// <summary>Opens an object. Throws <c>NoSuchKey</c>.</summary>
    public StoredObject Open(string bucket, string key)
    {
        var path = FilePath(bucket, key);
        try
        {
            var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous);
            var modified = File.GetLastWriteTimeUtc(content.SafeFileHandle);
            return new(content, content.Length, modified, records.Find(bucket, key, content.Length, modified));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException || (e is UnauthorizedAccessException && Directory.Exists(path)))
        {
            throw S3Errors.NoSuchKey(key);
        }
        catch (IOException) when (!File.Exists(path))
        {
            // A file where the key has a folder.
            throw S3Errors.NoSuchKey(key);
        }
    }

    /// <summary>A path for content on its way, on the lake's file system.</summary>
    public string NewDraft() => Path.Combine(state.Temporary, Wire.RequestIds.Next());

    /// <summary>Writes an object whole; gives its facts, with the MD5 of what was written as ETag.</summary>
    public async Task<ObjectFacts> PutAsync(string bucket, string key, ObjectFacts facts, Func<Stream, Task> write)
    {
        FilePath(bucket, key);
        using var draft = new Draft(NewDraft());
        var md5 = await draft.WriteAsync(async file =>
        {
            await write(file);
            file.Position = 0;
            return await MD5.HashDataAsync(file);
        });
        var written = facts with { ETag = Convert.ToHexStringLower(md5) };
        Commit(draft.Path, bucket, key, written);
        return written;
    }

    /// <summary>Makes a finished draft the object's content, in one step for every reader.</summary>
    public void Commit(string draft, string bucket, string key, ObjectFacts facts)
    {
        var path = FilePath(bucket, key);
        var file = new FileInfo(draft);
        var (size, modified) = (file.Length, file.LastWriteTimeUtc);
        lock (Gate(path))
        {
            MoveIntoPlace(draft, path, key);
            records.Put(bucket, key, size, modified, facts);
        }
    }

    /// <summary>Deletes an object, and the folders that it leaves empty; nothing where there is none.</summary>
    public void Delete(string bucket, string key)
    {
        var path = FilePath(bucket, key);
        lock (Gate(path))
        {
            if (!File.Exists(path))
                return;
            File.Delete(path);
            records.Delete(bucket, key);
        }

        Prune(Path.GetDirectoryName(path)!, BucketFolder(bucket));
    }

    public ObjectFacts Facts(string bucket, string key, FileInfo file) => records.Find(bucket, key, file.Length, file.LastWriteTimeUtc);

    /// <summary>Path of an object's file, whether it is there or not. Throws where there is no such bucket or the key cannot be a path.</summary>
    private string FilePath(string bucket, string key)
    {
        var folder = BucketFolder(bucket);
        ObjectKey.Check(key);
        var path = Path.Combine(folder, key);
        return LakeLinks.LeadsOut(path, folder) ? throw S3Errors.NotRepresentable(key, "its path leads out of the lake over a symbolic link") : path;
    }

    private Lock Gate(string path) => gates[(uint)string.GetHashCode(path, StringComparison.Ordinal) % (uint)gates.Length];

    private static void MoveIntoPlace(string draft, string path, string key)
    {
        if (Directory.Exists(path))
            throw S3Errors.NotRepresentable(key, "other keys lie below it");
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.Move(draft, path, overwrite: true);
                return;
            }
            catch (DirectoryNotFoundException) when (attempt < 10)
            {
                // A neighbour's delete pruned the folder in between.
            }
            catch (IOException e) when (e is not DirectoryNotFoundException && File.Exists(draft))
            {
                throw S3Errors.NotRepresentable(key, "another key is a part of its path");
            }
        }
    }

    private static void Prune(string folder, string bucketFolder)
    {
        try
        {
            for (; folder.Length > bucketFolder.Length; folder = Path.GetDirectoryName(folder)!)
                Directory.Delete(folder);
        }
        catch (IOException)
        {
            // Not empty, or gone already: either way this is where pruning ends.
        }
    }
}

/// <summary>An object opened for reading: content and facts belong together, whatever happens to the key meanwhile.</summary>
internal sealed record StoredObject(FileStream Content, long Size, DateTime Modified, ObjectFacts Facts) : IDisposable
{
    public void Dispose() => Content.Dispose();
}

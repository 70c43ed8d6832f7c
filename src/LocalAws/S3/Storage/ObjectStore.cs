using System.Security.Cryptography;
using LocalAws.State;
using LocalAws.Wire;

namespace LocalAws.S3.Storage;

/// <summary>Buckets and objects as folders and files of the lake.</summary>
internal sealed class ObjectStore(StateFolder state, ObjectRecords records)
{
    // Renaming a file into place and recording its facts is one step to everyone else who changes that key.
    private readonly Lock[] _gates = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];

    public IEnumerable<DirectoryInfo> Buckets() =>
        new DirectoryInfo(state.Lake)
            .EnumerateDirectories()
            .Where(d => ObjectKey.IsBucket(d.Name) && !LakeLinks.LeadsOut(d, state.Lake))
            .OrderBy(d => d.Name, StringComparer.Ordinal);

    public bool HasBucket(string bucket)
    {
        return ObjectKey.IsBucket(bucket)
            && new DirectoryInfo(Path.Combine(state.Lake, bucket)) is { Exists: true } folder
            && !LakeLinks.LeadsOut(folder, state.Lake);
    }

    /// <summary>Folder of a bucket. Throws <c>NoSuchBucket</c>.</summary>
    public string BucketFolder(string bucket)
    {
        if (HasBucket(bucket))
            return Path.Combine(state.Lake, bucket);
        throw S3Errors.NoSuchBucket(bucket);
    }

    public void CreateBucket(string bucket)
    {
        var folder = Path.Combine(state.Lake, bucket);
        Directory.CreateDirectory(folder);
    }

    /// <summary>Deletes a bucket while nobody writes to it. Throws <c>BucketNotEmpty</c>.</summary>
    public void DeleteBucket(string bucket)
    {
        foreach (var gate in _gates)
            gate.Enter();
        try
        {
            var folder = BucketFolder(bucket);
            if (new KeyWalk(folder, "", "", collapse: false, Markers(bucket)).Keys().Any())
                throw S3Errors.BucketNotEmpty(bucket);
            DeleteFolders(new(folder), bucket);
        }
        finally
        {
            foreach (var gate in _gates)
                gate.Exit();
        }
    }

    // Folders and links alone: queries write past the gates, and what they have written since stays.
    private static void DeleteFolders(DirectoryInfo directory, string bucket)
    {
        foreach (var entry in directory.GetFileSystemInfos())
        {
            if (entry.LinkTarget is not null)
                entry.Delete();
            else if (entry is DirectoryInfo inner)
                DeleteFolders(inner, bucket);
        }

        try
        {
            directory.Delete();
        }
        catch (IOException) when (directory.EnumerateFileSystemInfos().Any())
        {
            throw S3Errors.BucketNotEmpty(bucket);
        }
    }

    /// <summary>Opens an object. Throws <c>NoSuchKey</c>.</summary>
    public StoredObject Open(string bucket, string key)
    {
        var path = FilePath(bucket, key);
        if (key.EndsWith('/'))
            return Directory.Exists(path) && records.Markers.Find(bucket, key) is { } marker
                ? new(Stream.Null, 0, marker.Modified, marker.Facts)
                : throw S3Errors.NoSuchKey(key);
        try
        {
            lock (Gate(path))
                return OpenFile(path, bucket, key);
        }
        catch (Exception e)
            when (e is FileNotFoundException or DirectoryNotFoundException
                || (e is UnauthorizedAccessException && Directory.Exists(path))
            )
        {
            throw S3Errors.NoSuchKey(key);
        }
        catch (IOException) when (!File.Exists(path))
        {
            // A file where the key has a folder.
            throw S3Errors.NoSuchKey(key);
        }
    }

    private StoredObject OpenFile(string path, string bucket, string key)
    {
        var content = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            1,
            FileOptions.Asynchronous
        );
        var file = new FileVersion(content.Length, File.GetLastWriteTimeUtc(content.SafeFileHandle));
        return new(content, file.Size, file.Modified, records.Find(bucket, key, file));
    }

    /// <summary>The object, or null.</summary>
    public StoredObject? TryOpen(string bucket, string key)
    {
        try
        {
            return Open(bucket, key);
        }
        catch (AwsException e) when (e.Code == "NoSuchKey")
        {
            return null;
        }
    }

    /// <summary>Keys of a bucket's folder markers.</summary>
    public IReadOnlySet<string> Markers(string bucket) => records.Markers.Of(bucket);

    /// <summary>A path for content on its way, on the lake's file system.</summary>
    public string NewDraft() => Path.Combine(state.Temporary, RequestIds.Next());

    /// <summary>Writes an object whole; gives its facts, with the MD5 of what was written as ETag.</summary>
    public async Task<ObjectFacts> PutAsync(
        string bucket,
        string key,
        ObjectFacts facts,
        Func<Stream, Task> write,
        Action<StoredObject?>? allow = null
    )
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
        Commit(draft.Path, bucket, key, written, allow);
        return written;
    }

    /// <summary>Makes a finished draft the object's content, in one step for every reader.</summary>
    /// <param name="draft">File with the content.</param>
    /// <param name="key">Key.</param>
    /// <param name="facts">What is kept beside the content.</param>
    /// <param name="allow">
    /// Looks at the object that is there, if any, and throws where it must not be replaced; nobody changes it in
    /// between.
    /// </param>
    public void Commit(string draft, string bucket, string key, ObjectFacts facts, Action<StoredObject?>? allow = null)
    {
        var path = FilePath(bucket, key);
        var file = FileVersion.Of(new(draft));
        lock (Gate(path))
        {
            Ask(allow, bucket, key);
            // Again: who deleted the bucket meanwhile must not find it there once more.
            BucketFolder(bucket);
            if (key.EndsWith('/'))
            {
                MarkFolder(path, key, file.Size);
                records.Markers.Put(bucket, key, file.Modified, facts);
                return;
            }

            // Facts first: whoever finds the new content finds them, even after a kill in between.
            var replaced = new FileInfo(path);
            records.Put(bucket, key, file, facts, replaced.Exists ? FileVersion.Of(replaced) : null);
            MoveIntoPlace(draft, path, key);
        }
    }

    /// <summary>Changes what is kept beside an object's content. Throws <c>NoSuchKey</c>.</summary>
    public void Change(string bucket, string key, Func<ObjectFacts, ObjectFacts> change)
    {
        lock (Gate(FilePath(bucket, key)))
        {
            using var present = Open(bucket, key);
            if (key.EndsWith('/'))
                records.Markers.Put(bucket, key, present.Modified, change(present.Facts));
            else
                records.Put(bucket, key, new(present.Size, present.Modified), change(present.Facts));
        }
    }

    /// <summary>Deletes an object, and the folders that it leaves empty; nothing where there is none.</summary>
    /// <param name="allow">As for a write.</param>
    public void Delete(string bucket, string key, Action<StoredObject?>? allow = null)
    {
        var path = FilePath(bucket, key);
        lock (Gate(path))
        {
            Ask(allow, bucket, key);
            if (key.EndsWith('/'))
            {
                records.Markers.Delete(bucket, key);
            }
            else if (File.Exists(path))
            {
                File.Delete(path);
                records.Delete(bucket, key);
            }
            else
            {
                return;
            }
        }

        Prune(Path.GetDirectoryName(path)!, bucket);
    }

    public ObjectFacts Facts(string bucket, WalkedKey walked)
    {
        if (walked.File is FileInfo file)
            return records.Find(bucket, walked.Key, FileVersion.Of(file));
        return records.Markers.Find(bucket, walked.Key)?.Facts ?? ObjectFacts.OfFile(0, walked.File!.LastWriteTimeUtc);
    }

    /// <summary>
    /// Path of an object's file, whether it is there or not. Throws where there is no such bucket or the key cannot be
    /// a path.
    /// </summary>
    private string FilePath(string bucket, string key)
    {
        var folder = BucketFolder(bucket);
        ObjectKey.Check(key);
        var path = Path.Combine(folder, key);
        if (LakeLinks.LeadsOut(path, folder))
            throw S3Errors.NotRepresentable(key, "its path leads out of the lake over a symbolic link");
        return path;
    }

    private void Ask(Action<StoredObject?>? allow, string bucket, string key)
    {
        if (allow is null)
            return;
        using var present = TryOpen(bucket, key);
        allow(present);
    }

    private Lock Gate(string path)
    {
        var hash = (uint)string.GetHashCode(path, StringComparison.Ordinal);
        return _gates[hash % (uint)_gates.Length];
    }

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
            catch (DirectoryNotFoundException) when (attempt < 10 && !IsBelowAFile(path))
            {
                // A neighbour's delete pruned the folder in between.
            }
            catch (IOException) when (File.Exists(draft))
            {
                throw S3Errors.NotRepresentable(key, "another key is a part of its path");
            }
        }
    }

    private static bool IsBelowAFile(string path)
    {
        if (Path.GetDirectoryName(path) is not { Length: > 1 } folder)
            return false;
        return File.Exists(folder) || IsBelowAFile(folder);
    }

    private static void MarkFolder(string path, string key, long size)
    {
        if (size > 0)
            throw S3Errors.NotRepresentable(
                key,
                "it ends with a slash, and only an object without bytes can be a folder"
            );
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (IOException)
        {
            throw S3Errors.NotRepresentable(key, "another key is a part of its path");
        }
    }

    private void Prune(string folder, string bucket)
    {
        var bucketFolder = BucketFolder(bucket);
        try
        {
            for (; folder.Length > bucketFolder.Length && !IsMarker(folder); folder = Path.GetDirectoryName(folder)!)
                Directory.Delete(folder);
        }
        catch (IOException)
        {
            // Not empty, or gone already: either way this is where pruning ends.
        }

        bool IsMarker(string path) => records.Markers.Find(bucket, path[(bucketFolder.Length + 1)..] + "/") is not null;
    }
}

/// <summary>
/// An object opened for reading: content and facts belong together, whatever happens to the key meanwhile.
/// </summary>
internal sealed record StoredObject(Stream Content, long Size, DateTime Modified, ObjectFacts Facts) : IDisposable
{
    public void Dispose() => Content.Dispose();
}

namespace LocalAws.S3.Storage;

/// <summary>What tells a file from others that a key has had: size, and time of the last change (UTC).</summary>
internal readonly record struct FileVersion(long Size, DateTime Modified)
{
    public static FileVersion Of(FileInfo file) => new(file.Length, file.LastWriteTimeUtc);
}

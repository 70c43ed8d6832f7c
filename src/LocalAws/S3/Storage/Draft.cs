namespace LocalAws.S3.Storage;

/// <summary>
/// Content on its way into the lake: a file that no client sees, gone when disposed unless it was moved into place.
/// </summary>
internal sealed class Draft(string path) : IDisposable
{
    public string Path { get; } = path;

    /// <summary>Writes the content and sees it on disk before it can become visible.</summary>
    public async Task<T> WriteAsync<T>(Func<FileStream, Task<T>> write)
    {
        await using var file = new FileStream(
            Path,
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            128 * 1024,
            FileOptions.Asynchronous
        );
        var result = await write(file);
        await file.FlushAsync();
        file.Flush(flushToDisk: true);
        return result;
    }

    public void Dispose() => File.Delete(Path);
}

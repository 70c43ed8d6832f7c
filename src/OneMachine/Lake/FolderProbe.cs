namespace CommerceAnalytics.OneMachine.Lake;

/// <summary>Finds out before any work whether files can be written below a path.</summary>
internal static class FolderProbe
{
    /// <summary>The path itself or the nearest above it, whichever is there: a folder, or a file in its place.</summary>
    /// <param name="path">Full path.</param>
    public static string NearestThere(string path)
    {
        while (!Path.Exists(path))
            path = Path.GetDirectoryName(path)!;
        return path;
    }

    /// <summary>Leaves nothing behind: the file that it tries with is gone when it returns.</summary>
    /// <param name="folder">A folder that is there.</param>
    /// <exception cref="IOException">The folder takes no files.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write there.</exception>
    public static void TryWrite(string folder)
    {
        using var probe = new FileStream(
            Path.Combine(folder, $".writable-{Environment.ProcessId}"),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Options = FileOptions.DeleteOnClose,
            }
        );
    }
}

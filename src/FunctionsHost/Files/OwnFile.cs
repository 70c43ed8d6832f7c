namespace FunctionsHost.Files;

/// <summary>Files of the host's own, readable by their owner alone.</summary>
internal static class OwnFile
{
    /// <summary>Read and write for the owner; on Windows the folder's rights count.</summary>
    public const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Written aside and moved, so that a kill leaves the old file or the new, never half of one, nor at any moment one
    /// that others can read. The draft has the process in its name: two that write at once do not meet.
    /// </summary>
    public static void Write(string path, byte[] content) => File.Move(Draft(path, content), path, overwrite: true);

    /// <summary>The same, of a file that is not there yet.</summary>
    /// <returns>False where another process was first: its file stays.</returns>
    public static bool TryCreate(string path, byte[] content)
    {
        var draft = Draft(path, content);
        try
        {
            File.Move(draft, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
            return false;
        }
    }

    private static string Draft(string path, byte[] content)
    {
        var draft = $"{path}.{Environment.ProcessId}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Mode;
        using var file = new FileStream(draft, options);
        file.Write(content);
        file.Flush(flushToDisk: true);
        return draft;
    }
}

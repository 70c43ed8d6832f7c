using CommerceAnalytics.OneMachine.Lake;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>Whether a file can be written, found out before any work.</summary>
internal static class Writable
{
    /// <summary>
    /// Why a file cannot be written, or null. Neither the file nor its folders need be there. Leaves nothing behind.
    /// </summary>
    /// <param name="file">The file, as the user is to read it.</param>
    public static string? Problem(string file)
    {
        try
        {
            Try(Path.GetFullPath(file));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"'{file}' cannot be written ({e.Message.TrimEnd('.')}): name a folder that you may write to.";
        }
    }

    private static void Try(string path)
    {
        if (Directory.Exists(path))
            throw new IOException("it is a folder");
        if (File.Exists(path))
        {
            // Opened as it is, and nothing is written.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            return;
        }

        var folder = FolderProbe.NearestThere(Path.GetDirectoryName(path)!);
        if (File.Exists(folder))
            throw new IOException($"'{folder}' is a file");
        FolderProbe.TryWrite(folder);
    }
}

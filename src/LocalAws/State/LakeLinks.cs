namespace LocalAws.State;

/// <summary>
/// Symbolic links in a lake: one that leads out of where it lies is taken for not there, since S3 knows no such thing.
/// </summary>
internal static class LakeLinks
{
    /// <summary>
    /// What lies in a folder of the lake and does not lead out of it. Others write and delete meanwhile: an entry that
    /// goes before it was looked at, or the folder itself, was never there.
    /// </summary>
    public static IEnumerable<FileSystemInfo> Entries(
        DirectoryInfo directory,
        string folder,
        EnumerationOptions options
    )
    {
        IEnumerable<FileSystemInfo> entries;
        try
        {
            entries = directory.EnumerateFileSystemInfos("*", options);
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }

        return entries.Where(e => e.Exists && !LeadsOut(e, folder));
    }

    /// <summary>Whether an entry is a link to something that is not below a folder.</summary>
    public static bool LeadsOut(FileSystemInfo entry, string folder)
    {
        var isLink = entry.Exists && entry.Attributes.HasFlag(FileAttributes.ReparsePoint);
        return isLink && !IsBelow(Target(entry), folder);
    }

    /// <summary>Whether any part of a path below a folder is such a link.</summary>
    public static bool LeadsOut(string path, string folder)
    {
        for (var at = path; at.Length > folder.Length; at = Path.GetDirectoryName(at)!)
        {
            FileSystemInfo entry = Directory.Exists(at) ? new DirectoryInfo(at) : new FileInfo(at);
            if (LeadsOut(entry, folder))
                return true;
        }

        return false;
    }

    private static string? Target(FileSystemInfo entry)
    {
        try
        {
            return entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName;
        }
        catch (IOException)
        {
            // Links that lead to each other lead nowhere.
            return null;
        }
    }

    private static bool IsBelow(string? target, string folder)
    {
        var within = folder + Path.DirectorySeparatorChar;
        return target?.StartsWith(within, StringComparison.Ordinal) == true;
    }
}

using LocalAws.State;

namespace LocalAws.Sql.Tables;

/// <summary>A file of a table.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Changed">
/// When it was changed, by all that the file system tells: what was kept of the file before is not used for the file
/// after.
/// </param>
internal sealed record DataFile(string Path, long Size, string Changed)
{
    /// <summary>The file as it is now.</summary>
    public static DataFile Of(FileInfo file) => new(file.FullName, file.Length, FileChange.Of(file));

    /// <summary>
    /// The files under a folder, at any depth, by their folder. What begins with <c>_</c> or <c>.</c> is hidden from a
    /// query; empty files hold nothing.
    /// </summary>
    public static Dictionary<string, List<DataFile>> Under(string folder)
    {
        Dictionary<string, List<DataFile>> found = [];
        var visible = new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };
        Stack<DirectoryInfo> open = new([new DirectoryInfo(folder)]);
        while (open.TryPop(out var directory))
        {
            var entries = LakeLinks.Entries(directory, folder, visible);
            foreach (var entry in entries.Where(e => e.Name[0] is not ('_' or '.')))
            {
                if (entry is DirectoryInfo inner)
                    open.Push(inner);
                else if (entry is FileInfo { Length: > 0 } file)
                    Add(found, directory.FullName, Of(file));
            }
        }

        return found;
    }

    private static void Add(Dictionary<string, List<DataFile>> found, string folder, DataFile file)
    {
        if (!found.TryGetValue(folder, out var files))
            found[folder] = files = [];
        files.Add(file);
    }
}

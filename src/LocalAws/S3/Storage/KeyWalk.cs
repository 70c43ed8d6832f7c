using LocalAws.State;

namespace LocalAws.S3.Storage;

/// <summary>A key, or a folder of keys that was asked for as one common prefix.</summary>
/// <param name="Key">The key, or the prefix with its delimiter.</param>
/// <param name="File">Its file; of a folder marker its folder; null for a prefix.</param>
/// <param name="IsPrefix">Whether it is a common prefix.</param>
internal sealed record WalkedKey(string Key, FileSystemInfo? File, bool IsPrefix = false)
{
    public long Size => File is FileInfo file ? file.Length : 0;
}

/// <summary>
/// Walks a bucket's files in the order of their keys, reading no folder that cannot hold what was asked for.
/// </summary>
/// <param name="folder">The bucket's folder.</param>
/// <param name="prefix">Only keys that begin with it.</param>
/// <param name="after">Only keys after this one.</param>
/// <param name="collapse">Whether a folder below the prefix is given as one common prefix.</param>
/// <param name="markers">Keys of folder markers.</param>
internal sealed class KeyWalk(string folder, string prefix, string after, bool collapse, IReadOnlySet<string> markers)
{
    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
    };

    public IEnumerable<WalkedKey> Keys() => Below(new DirectoryInfo(folder), "", collapse);

    private IEnumerable<WalkedKey> Below(DirectoryInfo directory, string key, bool collapsing)
    {
        foreach (var (name, entry) in Entries(directory, key))
        {
            if (entry is not DirectoryInfo child)
                yield return new(name, entry);
            else if (!collapsing || name.Length <= prefix.Length)
            {
                foreach (var found in Marker(name, child).Concat(Below(child, name, collapsing)))
                    yield return found;
            }
            else if (Marker(name, child).Concat(Below(child, name, collapsing: false)).Any())
                yield return new(name, File: null, IsPrefix: true);
        }
    }

    private IEnumerable<WalkedKey> Marker(string name, DirectoryInfo directory)
    {
        if (
            markers.Contains(name)
            && name.StartsWith(prefix, StringComparison.Ordinal)
            && KeyOrder.Instance.Compare(name, after) > 0
        )
            return [new(name, directory)];
        return [];
    }

    // A folder sorts as its keys do: with the slash that they all have.
    private IEnumerable<(string Name, FileSystemInfo Entry)> Entries(DirectoryInfo directory, string key)
    {
        return LakeLinks
            .Entries(directory, folder, Everything)
            .Select(e => (Name: key + e.Name + (e is DirectoryInfo ? "/" : ""), Entry: e))
            .Where(e => MayMatch(e.Name, e.Entry is DirectoryInfo))
            .OrderBy(e => e.Name, KeyOrder.Instance);
    }

    private bool MayMatch(string name, bool isFolder)
    {
        var leadsToPrefix = isFolder && prefix.StartsWith(name, StringComparison.Ordinal);
        if (!leadsToPrefix && !name.StartsWith(prefix, StringComparison.Ordinal))
            return false;
        var leadsPast = isFolder && after.StartsWith(name, StringComparison.Ordinal);
        return leadsPast || KeyOrder.Instance.Compare(name, after) > 0;
    }
}

using LocalAws.State;

namespace LocalAws.Sql.Tables;

/// <summary>Addresses of S3 as paths in the lake: a bucket is a sub-folder.</summary>
internal sealed class LakePaths(string lakeFolder)
{
    private readonly string _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(lakeFolder));

    public string Root => _root;

    /// <summary>The folder or file of an address. Never one outside of the lake.</summary>
    public string ToPath(string address)
    {
        if (!address.StartsWith("s3://", StringComparison.Ordinal) || address.Length == 5)
            throw SqlErrors.Plain(
                "INVALID_TABLE_PROPERTY",
                $"External location is not a valid file system URI: {address}"
            );
        var parts = address[5..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Any(p => p is "." or ".." || p.Contains('\\') || p.Contains('\0')))
            throw SqlErrors.Plain(
                "INVALID_TABLE_PROPERTY",
                $"External location is not a valid file system URI: {address}"
            );
        if (parts.Length == 0 || parts[0].StartsWith('.'))
            throw SqlErrors.Plain("INVALID_TABLE_PROPERTY", $"Bucket does not exist: {address}");
        var path = Path.Combine([_root, .. parts]);
        if (LakeLinks.LeadsOut(path, _root))
            throw SqlErrors.Plain("INVALID_TABLE_PROPERTY", $"Bucket does not exist: {address}");
        return path;
    }

    public string ToAddress(string path)
    {
        var relative = Path.GetRelativePath(_root, path);
        return "s3://" + relative.Replace(Path.DirectorySeparatorChar, '/');
    }
}

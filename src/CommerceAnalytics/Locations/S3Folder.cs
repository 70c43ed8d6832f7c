namespace CommerceAnalytics.Locations;

/// <summary>
/// A folder in S3 as Athena reads one: the objects whose keys begin with the folder's key and a slash.
/// </summary>
internal readonly record struct S3Folder
{
    // Hive's older names for the same store.
    private static readonly string[] Schemes = ["s3://", "s3a://", "s3n://"];

    private S3Folder(string path) => Path = path;

    /// <summary>Bucket and key, with one slash between all parts and at the end.</summary>
    public string Path { get; }

    /// <summary>The folder of a table's location; null for what does not lie in S3.</summary>
    /// <remarks>
    /// Athena takes a location without its last slash, and with two slashes for one, for the same folder.
    /// </remarks>
    public static S3Folder? Parse(string? location)
    {
        var text = (location ?? "").Trim();
        var scheme = Array.Find(Schemes, scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
        if (scheme is null)
            return null;
        var parts = text[scheme.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 0 ? null : new S3Folder(string.Join('/', parts) + "/");
    }

    /// <summary>
    /// Whether the other folder is this one or lies in it: who reads this one reads all of the other.
    /// </summary>
    public bool Holds(S3Folder other) => other.Path.StartsWith(Path, StringComparison.Ordinal);

    /// <summary>The folder as an <c>s3://</c> address.</summary>
    public override string ToString() => $"s3://{Path}";
}

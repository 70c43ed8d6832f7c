using System.Text;
using System.Text.RegularExpressions;

namespace LocalAws.S3.Storage;

/// <summary>Which names can be folders and files of the lake. No other name ever reaches the file system.</summary>
internal static partial class ObjectKey
{
    /// <summary>
    /// Whether S3 allows the bucket name; such names never begin with a dot, so no state folder is ever a bucket.
    /// </summary>
    public static bool IsBucket(string name) => BucketPattern().IsMatch(name) && !name.Contains("..");

    /// <summary>Throws where the key cannot be the path of a file below its bucket.</summary>
    public static void Check(string key)
    {
        if (Encoding.UTF8.GetByteCount(key) > 1024)
            throw new Wire.AwsException("KeyTooLongError", "Your key is too long");
        // A slash at the end makes a folder marker.
        var path = key.Length > 1 && key.EndsWith('/') ? key[..^1] : key;
        foreach (var segment in path.Split('/'))
        {
            if (Flaw(segment) is { } why)
                throw S3Errors.NotRepresentable(key, why);
        }
    }

    private static string? Flaw(string segment) =>
        segment switch
        {
            "" => "it has an empty part between slashes, or begins with a slash",
            "." or ".." => "it has a part that is only dots",
            _ when segment.Contains('\0') => "it has a zero character",
            _ when Encoding.UTF8.GetByteCount(segment) > 255 => "it has a part of more than 255 bytes between slashes",
            _ => null,
        };

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z", RegexOptions.None, 1000)]
    private static partial Regex BucketPattern();
}

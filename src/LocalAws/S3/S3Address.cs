using LocalAws.Signing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace LocalAws.S3;

/// <summary>What the address of a request names, path style: <c>/bucket/key?query</c>.</summary>
/// <param name="Bucket">Bucket, or empty for the service itself.</param>
/// <param name="Key">Key, unescaped, or empty for the bucket itself.</param>
/// <param name="Query">Query parameters.</param>
internal sealed record S3Address(string Bucket, string Key, IReadOnlyDictionary<string, StringValues> Query)
{
    /// <summary><c>bucket/key</c>.</summary>
    public string Text => Key.Length == 0 ? Bucket : $"{Bucket}/{Key}";

    public static S3Address Read(CanonicalRequest target)
    {
        var path = target.RawPath.TrimStart('/');
        // A doubled slash behind the first belongs to the key; one before the bucket belongs to nothing.
        var slash = path.IndexOf('/');
        var (bucket, key) = slash < 0 ? (path, "") : (path[..slash], path[(slash + 1)..]);
        return new(SigV4Encoding.Decode(bucket), SigV4Encoding.Decode(key), QueryHelpers.ParseQuery(target.RawQuery));
    }
}

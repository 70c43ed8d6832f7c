using System.Security.Cryptography;
using System.Text;

namespace LocalAws.S3.Storage;

/// <summary>What S3 keeps of an object beyond its bytes.</summary>
/// <param name="ETag">Without quotes.</param>
/// <param name="Headers">Headers to give back as they came: content type and encoding, user metadata, ...</param>
/// <param name="ChecksumHeader">E.g. <c>x-amz-checksum-crc32</c>, or null.</param>
/// <param name="Checksum">Its value.</param>
/// <param name="Tags">Name and value of each tag, or null for none.</param>
internal sealed record ObjectFacts(
    string ETag,
    IReadOnlyDictionary<string, string> Headers,
    string? ChecksumHeader = null,
    string? Checksum = null,
    IReadOnlyList<string[]>? Tags = null
)
{
    /// <summary>
    /// Facts of a file that did not come through S3. Its ETag has the form of a multipart upload's, which no client
    /// takes for the MD5 of the content: reading every file to list a bucket would cost more than it is worth.
    /// </summary>
    public static ObjectFacts OfFile(long size, DateTime modified) =>
        new(
            Convert.ToHexStringLower(MD5.HashData(Encoding.ASCII.GetBytes($"{size}:{modified.Ticks}"))) + "-1",
            new Dictionary<string, string>()
        );
}

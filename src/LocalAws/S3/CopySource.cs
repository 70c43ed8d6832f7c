using LocalAws.Signing;

namespace LocalAws.S3;

/// <summary>The object that <c>x-amz-copy-source</c> names.</summary>
internal sealed record CopySource(string Bucket, string Key)
{
    public const string Header = "x-amz-copy-source";

    /// <summary>Throws <c>InvalidArgument</c>.</summary>
    public static CopySource Read(string header)
    {
        // The version stands behind a question mark that is not escaped.
        var path = SigV4Encoding.Decode(header.Split('?')[0]).TrimStart('/');
        if (path.Split('/', 2) is [var bucket, { Length: > 0 } key])
            return new(bucket, key);
        throw S3Errors.InvalidArgument(
            "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
            Header,
            header
        );
    }
}

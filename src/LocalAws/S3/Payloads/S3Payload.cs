using System.Globalization;
using System.Security.Cryptography;
using LocalAws.Wire;

namespace LocalAws.S3.Payloads;

/// <summary>A body that was read to its end and is what its sender says it is.</summary>
/// <param name="Length">Bytes, decoded.</param>
/// <param name="Md5">MD5 of the content.</param>
/// <param name="ChecksumHeader">E.g. <c>x-amz-checksum-crc32</c>, or null where the client sent none.</param>
/// <param name="Checksum">Its value, base64.</param>
internal sealed record ReadPayload(long Length, byte[] Md5, string? ChecksumHeader, string? Checksum);

/// <summary>
/// Reads bodies in every form that S3 takes, and holds them against hash, digest, checksum and signatures.
/// </summary>
internal static class S3Payload
{
    private const int LargestDocument = 4 * 1024 * 1024;

    /// <summary>
    /// Copies the body to a stream. Throws where it is not what the request says; what was copied is then worth
    /// nothing.
    /// </summary>
    public static Task<ReadPayload> CopyAsync(S3Request request, Stream destination) =>
        CopyAsync(request, destination, Checksum.Announced(request));

    private static async Task<ReadPayload> CopyAsync(S3Request request, Stream destination, Checksum? checksum)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var form = request.Header("x-amz-content-sha256") ?? "UNSIGNED-PAYLOAD";
        var isHash = form.Length == 64;
        long length = 0;

        var trailers = await ReadAsync(
            request,
            form,
            async piece =>
            {
                length += piece.Length;
                md5.AppendData(piece.Span);
                if (isHash)
                    sha256.AppendData(piece.Span);
                checksum?.Append(piece);
                await destination.WriteAsync(piece, request.Aborted);
            }
        );

        CheckLength(request, length);
        if (
            isHash
            && !string.Equals(
                form,
                Convert.ToHexStringLower(sha256.GetHashAndReset()),
                StringComparison.OrdinalIgnoreCase
            )
        )
            throw new AwsException(
                "XAmzContentSHA256Mismatch",
                "The provided 'x-amz-content-sha256' header does not match what was computed."
            );
        var digest = md5.GetHashAndReset();
        CheckMd5(request, digest);
        return new(
            length,
            digest,
            checksum?.Header,
            checksum is null ? null : CheckChecksum(request, checksum, trailers)
        );
    }

    /// <summary>Reads a body that is a document.</summary>
    public static Task<byte[]> ReadDocumentAsync(S3Request request) =>
        ReadDocumentAsync(request, Checksum.Announced(request));

    /// <summary>Reads a body that is a document, where the request's checksum is one of something else.</summary>
    public static Task<byte[]> ReadDocumentBesideChecksumAsync(S3Request request) =>
        ReadDocumentAsync(request, checksum: null);

    private static async Task<byte[]> ReadDocumentAsync(S3Request request, Checksum? checksum)
    {
        if (request.Http.Request.ContentLength > LargestDocument)
            throw S3Errors.MalformedXml();
        using var buffer = new MemoryStream();
        await CopyAsync(request, buffer, checksum);
        return buffer.ToArray();
    }

    private static async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        S3Request request,
        string form,
        Func<ReadOnlyMemory<byte>, ValueTask> sink
    )
    {
        var source = request.Http.Request.BodyReader;
        if (form.StartsWith("STREAMING-", StringComparison.Ordinal))
        {
            var chunks = new ChunkedBody(source, IsSigned(form) ? request.Signature : null);
            await chunks.CopyAsync(sink, request.Aborted);
            return chunks.Trailers;
        }

        if (form.Length != 64 && form != "UNSIGNED-PAYLOAD")
            throw S3Errors.InvalidArgument(
                "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, "
                    + "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.",
                "x-amz-content-sha256",
                form
            );
        while (true)
        {
            var read = await source.ReadAsync(request.Aborted);
            foreach (var piece in read.Buffer)
                await sink(piece);
            source.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return new Dictionary<string, string>();
        }
    }

    private static bool IsSigned(string form) =>
        form switch
        {
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" or "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" => true,
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER" => false,
            _ => throw S3Errors.NotImplemented($"LocalAws does not take payloads of the form {form}."),
        };

    private static void CheckLength(S3Request request, long length)
    {
        if (
            request.Header("x-amz-decoded-content-length") is { } text
            && (!long.TryParse(text, NumberStyles.None, null, out var announced) || announced != length)
        )
            throw new AwsException(
                "IncompleteBody",
                "You did not provide the number of bytes specified by the Content-Length HTTP header"
            );
    }

    private static void CheckMd5(S3Request request, byte[] digest)
    {
        if (request.Header("Content-MD5") is not { } sent)
            return;
        var announced = new byte[16];
        if (!Convert.TryFromBase64String(sent, announced, out var written) || written != announced.Length)
            throw new AwsException("InvalidDigest", "The Content-MD5 you specified was invalid.");
        if (!announced.AsSpan().SequenceEqual(digest))
            throw new AwsException("BadDigest", "The Content-MD5 you specified did not match what we received.");
    }

    private static string CheckChecksum(
        S3Request request,
        Checksum checksum,
        IReadOnlyDictionary<string, string> trailers
    )
    {
        var computed = Convert.ToBase64String(checksum.Value());
        var sent = request.Header(checksum.Header) ?? trailers.GetValueOrDefault(checksum.Header);
        if (sent != computed)
            throw S3Errors.BadChecksum(Checksum.NameOf(checksum.Header));
        return computed;
    }
}

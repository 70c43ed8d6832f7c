using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using LocalAws.Signing;

namespace LocalAws.S3.Payloads;

/// <summary>
/// Decodes <c>aws-chunked</c> bodies: <c>size[;chunk-signature=...]CRLF data CRLF</c>, a chunk of size 0, then trailing
/// headers. Each chunk's signature covers the one before it, the first the request's own.
/// </summary>
/// <param name="source">The body as it comes.</param>
/// <param name="signature">The request's signature, where chunks are signed; else null.</param>
internal sealed class ChunkedBody(PipeReader source, VerifiedSignature? signature)
{
    private const int LongestLine = 16 * 1024;

    private string _previous = signature?.Signature ?? "";

    /// <summary>Trailing headers, once the body has been read.</summary>
    public Dictionary<string, string> Trailers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Gives the data of all chunks to the sink, then reads the trailers. Throws where the encoding or a signature is
    /// wrong.
    /// </summary>
    public async Task CopyAsync(Func<ReadOnlyMemory<byte>, ValueTask> sink, CancellationToken cancellationToken)
    {
        long size;
        do
        {
            var header = (await LineAsync(cancellationToken)).Split(';', 2);
            if (!long.TryParse(header[0], NumberStyles.AllowHexSpecifier, null, out size) || size < 0)
                throw S3Errors.IncompleteBody();
            var hash = await DataAsync(size, sink, cancellationToken);
            CheckChunk(header.Length > 1 ? header[1] : "", hash);
            if (size > 0 && (await LineAsync(cancellationToken)).Length > 0)
                throw S3Errors.IncompleteBody();
        } while (size > 0);
        await TrailersAsync(cancellationToken);
    }

    private async Task<string> DataAsync(
        long size,
        Func<ReadOnlyMemory<byte>, ValueTask> sink,
        CancellationToken cancellationToken
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (size > 0)
        {
            var read = await source.ReadAsync(cancellationToken);
            if (read.Buffer.IsEmpty && read.IsCompleted)
                throw S3Errors.IncompleteBody();
            var data = read.Buffer.Slice(0, Math.Min(size, read.Buffer.Length));
            foreach (var piece in data)
            {
                if (signature is not null)
                    hash.AppendData(piece.Span);
                await sink(piece);
            }

            size -= data.Length;
            source.AdvanceTo(data.End);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private void CheckChunk(string extension, string hash)
    {
        if (signature is null)
            return;
        var expected = signature.Chain.SignChunk(_previous, hash);
        Require(extension, "chunk-signature=" + expected);
        _previous = expected;
    }

    private async Task TrailersAsync(CancellationToken cancellationToken)
    {
        var signed = new StringBuilder();
        var trailerSignature = "";
        while (await LineAsync(cancellationToken, endIsEmpty: true) is { Length: > 0 } line)
        {
            var (name, value) = line.Split(':', 2) is [var n, var v]
                ? (n.Trim(), v.Trim())
                : throw S3Errors.IncompleteBody();
            if (name.Equals("x-amz-trailer-signature", StringComparison.OrdinalIgnoreCase))
                trailerSignature = value;
            else if (Trailers.TryAdd(name, value))
                signed.Append(name.ToLowerInvariant()).Append(':').Append(value).Append('\n');
        }

        if (signature is null || Trailers.Count == 0)
            return;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(signed.ToString())));
        Require(trailerSignature, signature.Chain.SignTrailer(_previous, hash));
    }

    private static void Require(string found, string expected)
    {
        if (!SignatureVerifier.Same(found, expected))
            throw S3Errors.Word(new(SignatureProblem.Mismatch));
    }

    private async Task<string> LineAsync(CancellationToken cancellationToken, bool endIsEmpty = false)
    {
        while (true)
        {
            var read = await source.ReadAsync(cancellationToken);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.Latin1.GetString(read.Buffer.Slice(0, end)).TrimEnd('\r');
                source.AdvanceTo(read.Buffer.GetPosition(1, end));
                return line;
            }

            if (read.IsCompleted && read.Buffer.IsEmpty && endIsEmpty)
                return "";
            if (read.IsCompleted || read.Buffer.Length > LongestLine)
                throw S3Errors.IncompleteBody();
            source.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}

using LocalAws.S3.Storage;
using Microsoft.AspNetCore.Http;

namespace LocalAws.S3.Operations;

/// <summary>GetObject and HeadObject.</summary>
internal sealed class ReadOperations(ObjectStore store)
{
    // What a caller may have the answer say in the place of what is kept.
    private static readonly (string Parameter, string Header)[] Overrides =
    [
        ("response-content-type", "Content-Type"),
        ("response-content-disposition", "Content-Disposition"),
        ("response-content-encoding", "Content-Encoding"),
        ("response-content-language", "Content-Language"),
        ("response-cache-control", "Cache-Control"),
        ("response-expires", "Expires"),
    ];

    public Task GetAsync(S3Request request) => AnswerAsync(request, withBody: true);

    public Task HeadAsync(S3Request request) => AnswerAsync(request, withBody: false);

    private async Task AnswerAsync(S3Request request, bool withBody)
    {
        if (request.Parameter("partNumber") is not null)
            throw S3Errors.NotImplemented(
                "LocalAws does not give single parts of an object (partNumber); ask for a range of bytes."
            );
        using var stored = store.Open(request.Bucket, request.Key);
        WriteHeaders(request, stored);
        if (Conditions.Check(request, stored) == StatusCodes.Status304NotModified)
        {
            await request.AnswerEmptyAsync(StatusCodes.Status304NotModified);
            return;
        }

        var range = ByteRange.Read(request.Header("Range"), stored.Size);
        request.Response.StatusCode = range.IsPart ? StatusCodes.Status206PartialContent : StatusCodes.Status200OK;
        request.Response.ContentLength = range.Length;
        if (range.IsPart)
            request.Response.Headers.ContentRange =
                $"bytes {range.First}-{range.First + range.Length - 1}/{stored.Size}";
        else if (request.Header("x-amz-checksum-mode") == "ENABLED" && stored.Facts.ChecksumHeader is { } checksum)
            WriteChecksum(request, checksum, stored.Facts.Checksum!);
        if (withBody)
            await range.CopyAsync(stored.Content, request.Response.Body, request.Aborted);
    }

    private static void WriteHeaders(S3Request request, StoredObject stored)
    {
        var headers = request.Response.Headers;
        headers.ETag = S3Xml.Quoted(stored.Facts.ETag);
        headers.LastModified = S3Xml.HttpTime(stored.Modified);
        headers.AcceptRanges = "bytes";
        headers.ContentType = "binary/octet-stream";
        foreach (var (name, value) in stored.Facts.Headers)
            headers[name] = HeaderText.Write(value);
        foreach (var (parameter, header) in Overrides)
        {
            if (request.Parameter(parameter) is { } value)
                headers[header] = HeaderText.IsPlain(value)
                    ? value
                    : throw S3Errors.InvalidArgument(
                        "Header value cannot be represented using ISO-8859-1.",
                        parameter,
                        value
                    );
        }

        if (stored.Facts.Tags is { Count: > 0 } tags)
            headers["x-amz-tagging-count"] = tags.Count.ToString();
        // S3 encrypts every object, and says so.
        headers["x-amz-server-side-encryption"] = "AES256";
    }

    // A checksum of checksums ends with the number of parts.
    private static void WriteChecksum(S3Request request, string header, string value)
    {
        request.Response.Headers[header] = value;
        request.Response.Headers["x-amz-checksum-type"] = value.Contains('-') ? "COMPOSITE" : "FULL_OBJECT";
    }
}

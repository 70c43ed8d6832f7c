using LocalAws.S3.Storage;
using Microsoft.AspNetCore.Http;

namespace LocalAws.S3.Operations;

/// <summary>GetObject and HeadObject.</summary>
internal sealed class ReadOperations(ObjectStore store)
{
    public Task GetAsync(S3Request request) => AnswerAsync(request, withBody: true);

    public Task HeadAsync(S3Request request) => AnswerAsync(request, withBody: false);

    private async Task AnswerAsync(S3Request request, bool withBody)
    {
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
            request.Response.Headers.ContentRange = $"bytes {range.First}-{range.First + range.Length - 1}/{stored.Size}";
        else if (request.Header("x-amz-checksum-mode") == "ENABLED" && stored.Facts.ChecksumHeader is { } checksum)
            request.Response.Headers[checksum] = stored.Facts.Checksum;
        if (withBody)
            await SendAsync(request, stored.Content, range);
    }

    private static void WriteHeaders(S3Request request, StoredObject stored)
    {
        var headers = request.Response.Headers;
        headers.ETag = S3Xml.Quoted(stored.Facts.ETag);
        headers.LastModified = S3Xml.HttpTime(stored.Modified);
        headers.AcceptRanges = "bytes";
        headers.ContentType = "binary/octet-stream";
        foreach (var (name, value) in stored.Facts.Headers)
            headers[name] = value;
    }

    private static async Task SendAsync(S3Request request, FileStream content, ByteRange range)
    {
        content.Position = range.First;
        var buffer = new byte[(int)Math.Min(range.Length, 128 * 1024)];
        for (var left = range.Length; left > 0;)
        {
            var read = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), request.Aborted);
            if (read == 0)
                throw new EndOfStreamException("The object's file was cut short while it was sent.");
            await request.Response.Body.WriteAsync(buffer.AsMemory(0, read), request.Aborted);
            left -= read;
        }
    }
}

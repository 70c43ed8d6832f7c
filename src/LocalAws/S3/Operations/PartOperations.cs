using System.Security.Cryptography;
using System.Xml.Linq;
using LocalAws.Faults;
using LocalAws.Iam.Access;
using LocalAws.S3.Payloads;
using LocalAws.S3.Storage;

namespace LocalAws.S3.Operations;

/// <summary>UploadPart, UploadPartCopy, ListParts.</summary>
internal sealed class PartOperations(ObjectStore store, UploadStore uploads, S3Guard guard)
{
    private const int MostParts = 10_000;

    public Task PutAsync(S3Request request)
    {
        if (request.Header(CopySource.Header) is { } source)
            return CopyAsync(request, source);
        return UploadAsync(request);
    }

    public Task ListAsync(S3Request request)
    {
        var id = request.UploadId;
        uploads.Find(id, request.Bucket, request.Key);
        var after = request.Number("part-number-marker") ?? 0;
        var most = Math.Min(request.Number("max-parts") ?? 1000, 1000);
        var size = RequestFaults.Of(request.Http).PageOf(most);
        var parts = uploads.Parts(id).Where(p => p.Number > after).Take(size + 1).ToList();
        return S3Xml.AnswerAsync(
            request,
            new XElement(
                "ListPartsResult",
                S3Xml.Names(request),
                new XElement("UploadId", id),
                new XElement("PartNumberMarker", after),
                new XElement("MaxParts", most),
                new XElement("IsTruncated", parts.Count > size ? "true" : "false"),
                parts.Count > size && size > 0 ? new XElement("NextPartNumberMarker", parts[size - 1].Number) : null,
                parts.Take(size).Select(Element)
            )
        );
    }

    private async Task UploadAsync(S3Request request)
    {
        var number = Number(request);
        using var draft = new Draft(store.NewDraft());
        var payload = await draft.WriteAsync(file => S3Payload.CopyAsync(request, file));
        var etag = Commit(request, draft, number, payload.Md5);
        request.Response.Headers.ETag = S3Xml.Quoted(etag);
        if (payload.ChecksumHeader is { } header)
            request.Response.Headers[header] = payload.Checksum;
        await request.AnswerEmptyAsync(200);
    }

    private async Task CopyAsync(S3Request request, string header)
    {
        var number = Number(request);
        var source = CopySource.Read(header);
        guard.Demand(request, "s3:GetObject", source.Bucket, source.Key);
        using var stored = store.Open(source.Bucket, source.Key);
        Conditions.CheckSource(request, stored);
        var range = ByteRange.Read(request.Header("x-amz-copy-source-range"), stored.Size);
        using var draft = new Draft(store.NewDraft());
        var md5 = await draft.WriteAsync(async file =>
        {
            await range.CopyAsync(stored.Content, file, request.Aborted);
            file.Position = 0;
            return await MD5.HashDataAsync(file, request.Aborted);
        });
        var etag = Commit(request, draft, number, md5);
        await S3Xml.AnswerAsync(
            request,
            new XElement(
                "CopyPartResult",
                new XElement(
                    "LastModified",
                    S3Xml.Time(File.GetLastWriteTimeUtc(uploads.PathOf(request.UploadId, number, etag)))
                ),
                new XElement("ETag", S3Xml.Quoted(etag))
            )
        );
    }

    private int Number(S3Request request)
    {
        uploads.Find(request.UploadId, request.Bucket, request.Key);
        if (request.Number("partNumber") is { } number and >= 1 and <= MostParts)
            return number;
        throw S3Errors.InvalidArgument(
            "Part number must be an integer between 1 and 10000, inclusive",
            "partNumber",
            request.Parameter("partNumber") ?? ""
        );
    }

    private string Commit(S3Request request, Draft draft, int number, byte[] md5)
    {
        var etag = Convert.ToHexStringLower(md5);
        uploads.Commit(draft.Path, request.UploadId, number, etag);
        return etag;
    }

    private static XElement Element(UploadedPart part) =>
        new(
            "Part",
            new XElement("PartNumber", part.Number),
            new XElement("LastModified", S3Xml.Time(part.File.LastWriteTimeUtc)),
            new XElement("ETag", S3Xml.Quoted(part.ETag)),
            new XElement("Size", part.File.Length)
        );
}

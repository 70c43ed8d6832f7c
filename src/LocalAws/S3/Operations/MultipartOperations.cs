using System.Security.Cryptography;
using System.Xml.Linq;
using LocalAws.S3.Payloads;
using LocalAws.S3.Storage;
using LocalAws.Wire;

namespace LocalAws.S3.Operations;

/// <summary>CreateMultipartUpload, UploadPart, UploadPartCopy, CompleteMultipartUpload, AbortMultipartUpload, ListParts.</summary>
internal sealed class MultipartOperations(ObjectStore store, UploadStore uploads)
{
    private const int MostParts = 10_000;
    private const long SmallestPart = 5 * 1024 * 1024;

    public Task CreateAsync(S3Request request)
    {
        store.BucketFolder(request.Bucket);
        ObjectKey.Check(request.Key);
        var id = uploads.Create(new(request.Bucket, request.Key, KeptHeaders.Of(request)));
        return S3Xml.AnswerAsync(request, new XElement("InitiateMultipartUploadResult", Names(request), new XElement("UploadId", id)));
    }

    public async Task UploadPartAsync(S3Request request)
    {
        var id = Id(request);
        uploads.Find(id, request.Bucket, request.Key);
        if (request.Number("partNumber") is not (>= 1 and <= MostParts) || request.Header("x-amz-copy-source") is not null)
            throw PartRefusal(request);
        using var draft = new Draft(store.NewDraft());
        var payload = await draft.WriteAsync(file => S3Payload.CopyAsync(request, file));
        var etag = Convert.ToHexStringLower(payload.Md5);
        uploads.Commit(draft.Path, id, request.Number("partNumber")!.Value, etag);
        request.Response.Headers.ETag = S3Xml.Quoted(etag);
        if (payload.ChecksumHeader is { } header)
            request.Response.Headers[header] = payload.Checksum;
        await request.AnswerEmptyAsync(200);
    }

    public async Task CompleteAsync(S3Request request)
    {
        var id = Id(request);
        var upload = uploads.Find(id, request.Bucket, request.Key);
        var parts = Chosen(S3Documents.Read(await S3Payload.ReadDocumentAsync(request)), uploads.Parts(id));
        using var draft = new Draft(store.NewDraft());
        await draft.WriteAsync(file => JoinAsync(parts, file, request.Aborted));
        var etag = $"{Convert.ToHexStringLower(MD5.HashData([.. parts.SelectMany(p => Convert.FromHexString(p.ETag))]))}-{parts.Count}";
        store.Commit(draft.Path, request.Bucket, request.Key, new(etag, upload.Headers));
        uploads.Delete(id);
        await S3Xml.AnswerAsync(request, new XElement(
            "CompleteMultipartUploadResult",
            new XElement("Location", $"{request.Http.Request.Scheme}://{request.Http.Request.Host}/{request.Bucket}/{request.Key}"),
            Names(request),
            new XElement("ETag", S3Xml.Quoted(etag))));
    }

    public Task AbortAsync(S3Request request)
    {
        uploads.Find(Id(request), request.Bucket, request.Key);
        uploads.Delete(Id(request));
        return request.AnswerEmptyAsync(204);
    }

    public Task ListPartsAsync(S3Request request)
    {
        uploads.Find(Id(request), request.Bucket, request.Key);
        var after = request.Number("part-number-marker") ?? 0;
        var most = Math.Min(request.Number("max-parts") ?? 1000, 1000);
        var parts = uploads.Parts(Id(request)).Where(p => p.Number > after).Take(most + 1).ToList();
        return S3Xml.AnswerAsync(request, new XElement(
            "ListPartsResult",
            Names(request),
            new XElement("UploadId", Id(request)),
            new XElement("PartNumberMarker", after),
            new XElement("MaxParts", most),
            new XElement("IsTruncated", parts.Count > most ? "true" : "false"),
            parts.Count > most && most > 0 ? new XElement("NextPartNumberMarker", parts[most - 1].Number) : null,
            parts.Take(most).Select(p => new XElement(
                "Part",
                new XElement("PartNumber", p.Number),
                new XElement("LastModified", S3Xml.Time(p.File.LastWriteTimeUtc)),
                new XElement("ETag", S3Xml.Quoted(p.ETag)),
                new XElement("Size", p.File.Length)))));
    }

    private static string Id(S3Request request) => request.Parameter("uploadId")!;

    private static XElement[] Names(S3Request request) => [new("Bucket", request.Bucket), new("Key", request.Key)];

    private static AwsException PartRefusal(S3Request request) => request.Header("x-amz-copy-source") is not null
        ? S3Errors.NotImplemented("LocalAws does not copy parts (UploadPartCopy); copy the object whole.")
        : S3Errors.InvalidArgument("Part number must be an integer between 1 and 10000, inclusive", "partNumber", request.Parameter("partNumber") ?? "");

    private static List<UploadedPart> Chosen(XElement document, IReadOnlyList<UploadedPart> present)
    {
        var asked = document.Children("Part").Select(p => (Number: p.Child("PartNumber"), ETag: p.Child("ETag")?.Trim('"'))).ToList();
        if (document.Name.LocalName != "CompleteMultipartUpload" || asked.Count == 0)
            throw S3Errors.MalformedXml();
        var parts = asked.Select(a => present.FirstOrDefault(p => p.Number.ToString() == a.Number && p.ETag == a.ETag) ?? throw new AwsException(
            "InvalidPart",
            "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag."))
            .ToList();
        if (parts.Zip(parts.Skip(1)).Any(pair => pair.First.Number >= pair.Second.Number))
            throw new AwsException("InvalidPartOrder", "The list of parts was not in ascending order. Parts must be ordered by part number.");
        if (parts.SkipLast(1).Any(p => p.File.Length < SmallestPart))
            throw new AwsException("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
        return parts;
    }

    private static async Task<long> JoinAsync(List<UploadedPart> parts, FileStream file, CancellationToken cancellationToken)
    {
        foreach (var part in parts)
        {
            await using var content = part.File.OpenRead();
            await content.CopyToAsync(file, cancellationToken);
        }

        return file.Length;
    }
}

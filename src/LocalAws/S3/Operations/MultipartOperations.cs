using System.Xml.Linq;
using LocalAws.Faults;
using LocalAws.S3.Payloads;
using LocalAws.S3.Storage;
using LocalAws.Wire;

namespace LocalAws.S3.Operations;

/// <summary>CreateMultipartUpload, CompleteMultipartUpload, AbortMultipartUpload, ListMultipartUploads.</summary>
internal sealed class MultipartOperations(ObjectStore store, UploadStore uploads, TimeProvider time)
{
    private const int LargestPage = 1000;

    public Task CreateAsync(S3Request request)
    {
        store.BucketFolder(request.Bucket);
        ObjectKey.Check(request.Key);
        var algorithm = request.Header(Checksum.Prefix + "algorithm")?.ToLowerInvariant();
        var isFull = string.Equals(
            request.Header(Checksum.Prefix + "type") ?? (algorithm == "crc64nvme" ? "FULL_OBJECT" : ""),
            "FULL_OBJECT",
            StringComparison.OrdinalIgnoreCase
        );
        var header = algorithm is null ? null : Checksum.Create(Checksum.Prefix + algorithm).Header;
        var id = uploads.Create(
            new(
                request.Bucket,
                request.Key,
                KeptHeaders.Of(request),
                time.GetUtcNow().UtcDateTime,
                header,
                isFull,
                TaggingOperations.Sent(request)
            )
        );
        if (algorithm is not null)
            request.Response.Headers[Checksum.Prefix + "algorithm"] = algorithm.ToUpperInvariant();
        return S3Xml.AnswerAsync(
            request,
            new XElement("InitiateMultipartUploadResult", S3Xml.Names(request), new XElement("UploadId", id))
        );
    }

    public async Task CompleteAsync(S3Request request)
    {
        var sent = Checksum.Announced(request);
        var upload = WithChecksum(uploads.Find(request.UploadId, request.Bucket, request.Key), sent);
        var document = S3Documents.Read(await S3Payload.ReadDocumentBesideChecksumAsync(request));
        var join = PartJoin.Choose(upload, document, uploads.Parts(request.UploadId));
        using var draft = new Draft(store.NewDraft());
        var checksum = await WriteAsync(request, draft, join);
        if (sent is not null && !IsSame(request.Header(sent.Header), checksum!))
            throw S3Errors.BadChecksum(Checksum.NameOf(sent.Header));
        var header = checksum is null ? null : upload.ChecksumHeader;
        var facts = new ObjectFacts(join.ETag, upload.Headers, header, checksum, upload.Tags);
        var condition = Conditions.OfChange(request);
        uploads.End(
            request.UploadId,
            become: () => store.Commit(draft.Path, request.Bucket, request.Key, facts, condition)
        );
        await S3Xml.AnswerAsync(
            request,
            new XElement(
                "CompleteMultipartUploadResult",
                new XElement(
                    "Location",
                    $"{request.Http.Request.Scheme}://{request.Http.Request.Host}/{request.Bucket}/{request.Key}"
                ),
                S3Xml.Names(request),
                new XElement("ETag", S3Xml.Quoted(join.ETag)),
                checksum is null ? null : new XElement("Checksum" + Checksum.NameOf(upload.ChecksumHeader!), checksum),
                checksum is null
                    ? null
                    : new XElement("ChecksumType", upload.IsFullObject ? "FULL_OBJECT" : "COMPOSITE")
            )
        );
    }

    // Parts are read outside of the gate: they are large.
    private async Task<string?> WriteAsync(S3Request request, Draft draft, PartJoin join)
    {
        try
        {
            return await draft.WriteAsync(file => join.WriteAsync(file, request.Aborted));
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // The upload has ended, or another part has come in the place of this one.
            uploads.Find(request.UploadId, request.Bucket, request.Key);
            throw PartJoin.InvalidPart();
        }
    }

    /// <summary>
    /// An upload that was begun without a checksum takes the one that it is completed with, of the whole object. Throws
    /// <c>InvalidRequest</c> where that is another than the one that it was begun with.
    /// </summary>
    private static Upload WithChecksum(Upload upload, Checksum? sent)
    {
        if (sent is null || sent.Header == upload.ChecksumHeader)
            return upload;
        if (upload.ChecksumHeader is null)
            return upload with { ChecksumHeader = sent.Header, IsFullObject = true };
        var expected = Checksum.NameOf(upload.ChecksumHeader).ToLowerInvariant();
        var actual = Checksum.NameOf(sent.Header).ToLowerInvariant();
        throw new AwsException(
            "InvalidRequest",
            $"Checksum Type mismatch occurred, expected checksum Type: {expected}, actual checksum Type: {actual}"
        );
    }

    // The number of parts, behind a checksum of checksums, may be left out.
    private static bool IsSame(string? sent, string checksum) => sent == checksum || sent == checksum.Split('-')[0];

    public Task AbortAsync(S3Request request)
    {
        uploads.Find(request.UploadId, request.Bucket, request.Key);
        uploads.End(request.UploadId);
        return request.AnswerEmptyAsync(204);
    }

    public Task ListAsync(S3Request request)
    {
        store.BucketFolder(request.Bucket);
        var prefix = request.Parameter("prefix") ?? "";
        var keyMarker = request.Parameter("key-marker") ?? "";
        var idMarker = request.Parameter("upload-id-marker") ?? "";
        var most = Math.Min(request.Number("max-uploads") ?? LargestPage, LargestPage);
        var size = RequestFaults.Of(request.Http).PageOf(most);
        var spell = Listing.Spelling(request);
        var found = uploads
            .Of(request.Bucket)
            .Where(u => u.Upload.Key.StartsWith(prefix, StringComparison.Ordinal) && IsAfter(u, keyMarker, idMarker))
            .Take(size + 1)
            .ToList();
        return S3Xml.AnswerAsync(
            request,
            new XElement(
                "ListMultipartUploadsResult",
                new XElement("Bucket", request.Bucket),
                new XElement("KeyMarker", spell(keyMarker)),
                new XElement("UploadIdMarker", idMarker),
                new XElement("Prefix", spell(prefix)),
                new XElement("MaxUploads", most.ToString()),
                new XElement("IsTruncated", found.Count > size ? "true" : "false"),
                found.Count > size && size > 0
                    ?
                    [
                        new XElement("NextKeyMarker", spell(found[size - 1].Upload.Key)),
                        new XElement("NextUploadIdMarker", found[size - 1].Id),
                    ]
                    : (XElement[])[],
                found
                    .Take(size)
                    .Select(u => new XElement(
                        "Upload",
                        new XElement("Key", spell(u.Upload.Key)),
                        new XElement("UploadId", u.Id),
                        S3Xml.Owner("Initiator"),
                        S3Xml.Owner("Owner"),
                        new XElement("StorageClass", "STANDARD"),
                        new XElement("Initiated", S3Xml.Time(u.Upload.Initiated))
                    ))
            )
        );
    }

    // Uploads of one key come in the order of their beginning, so the marker's place is found by the marker itself.
    private bool IsAfter((string Id, Upload Upload) upload, string keyMarker, string idMarker)
    {
        var order = KeyOrder.Instance.Compare(upload.Upload.Key, keyMarker);
        if (order != 0 || idMarker.Length == 0 || keyMarker.Length == 0)
            return order > 0;
        var ids = uploads.Of(upload.Upload.Bucket).Where(u => u.Upload.Key == keyMarker).Select(u => u.Id).ToList();
        return ids.IndexOf(upload.Id) > ids.IndexOf(idMarker);
    }
}

using System.Xml.Linq;
using LocalAws.Iam.Access;
using LocalAws.S3.Payloads;
using LocalAws.S3.Storage;
using LocalAws.Wire;

namespace LocalAws.S3.Operations;

/// <summary>PutObject and CopyObject.</summary>
internal sealed class WriteOperations(ObjectStore store, S3Guard guard)
{
    public Task PutAsync(S3Request request)
    {
        if (request.Header(CopySource.Header) is { } source)
            return CopyAsync(request, source);
        return PutObjectAsync(request);
    }

    private async Task PutObjectAsync(S3Request request)
    {
        store.BucketFolder(request.Bucket);
        ObjectKey.Check(request.Key);
        var tags = TaggingOperations.Sent(request);
        using var draft = new Draft(store.NewDraft());
        var payload = await draft.WriteAsync(file => S3Payload.CopyAsync(request, file));
        var facts = new ObjectFacts(
            Convert.ToHexStringLower(payload.Md5),
            KeptHeaders.Of(request),
            payload.ChecksumHeader,
            payload.Checksum,
            tags
        );
        store.Commit(draft.Path, request.Bucket, request.Key, facts, Conditions.OfChange(request));
        request.Response.Headers.ETag = S3Xml.Quoted(facts.ETag);
        if (payload.ChecksumHeader is { } header)
            request.Response.Headers[header] = payload.Checksum;
        await request.AnswerEmptyAsync(200);
    }

    private async Task CopyAsync(S3Request request, string header)
    {
        var source = CopySource.Read(header);
        guard.Demand(request, "s3:GetObject", source.Bucket, source.Key);
        using var stored = store.Open(source.Bucket, source.Key);
        Conditions.CheckSource(request, stored);
        var replace = Replaces(request, "x-amz-metadata-directive");
        if (!replace && (source.Bucket, source.Key) == (request.Bucket, request.Key))
            throw new AwsException(
                "InvalidRequest",
                "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, "
                    + "storage class, website redirect location or encryption attributes."
            );
        var facts = stored.Facts;
        if (replace)
            facts = facts with { Headers = KeptHeaders.Of(request) };
        if (Replaces(request, "x-amz-tagging-directive"))
            facts = facts with { Tags = TaggingOperations.Sent(request) };
        facts = await store.PutAsync(
            request.Bucket,
            request.Key,
            facts,
            file => stored.Content.CopyToAsync(file, request.Aborted),
            Conditions.OfChange(request)
        );
        using var written = store.Open(request.Bucket, request.Key);
        await S3Xml.AnswerAsync(
            request,
            new XElement(
                "CopyObjectResult",
                new XElement("LastModified", S3Xml.Time(written.Modified)),
                new XElement("ETag", S3Xml.Quoted(facts.ETag))
            )
        );
    }

    private static bool Replaces(S3Request request, string directive) =>
        string.Equals(request.Header(directive), "REPLACE", StringComparison.OrdinalIgnoreCase);
}

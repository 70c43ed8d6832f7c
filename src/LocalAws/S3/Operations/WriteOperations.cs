using System.Xml.Linq;
using LocalAws.Iam.Access;
using LocalAws.S3.Payloads;
using LocalAws.S3.Storage;
using LocalAws.Signing;
using LocalAws.Wire;

namespace LocalAws.S3.Operations;

/// <summary>PutObject and CopyObject.</summary>
internal sealed class WriteOperations(ObjectStore store, S3Guard guard)
{
    public Task PutAsync(S3Request request) => request.Header("x-amz-copy-source") is { } source ? CopyAsync(request, source) : PutObjectAsync(request);

    private async Task PutObjectAsync(S3Request request)
    {
        store.BucketFolder(request.Bucket);
        ObjectKey.Check(request.Key);
        using var draft = new Draft(store.NewDraft());
        var payload = await draft.WriteAsync(file => S3Payload.CopyAsync(request, file));
        CheckConditions(request);
        var facts = new ObjectFacts(Convert.ToHexStringLower(payload.Md5), KeptHeaders.Of(request), payload.ChecksumHeader, payload.Checksum);
        store.Commit(draft.Path, request.Bucket, request.Key, facts);
        request.Response.Headers.ETag = S3Xml.Quoted(facts.ETag);
        if (payload.ChecksumHeader is { } header)
            request.Response.Headers[header] = payload.Checksum;
        await request.AnswerEmptyAsync(200);
    }

    private async Task CopyAsync(S3Request request, string source)
    {
        var (bucket, key) = SourceOf(source);
        guard.Demand(request, "s3:GetObject", bucket, key);
        using var stored = store.Open(bucket, key);
        var replace = string.Equals(request.Header("x-amz-metadata-directive"), "REPLACE", StringComparison.OrdinalIgnoreCase);
        if (!replace && (bucket, key) == (request.Bucket, request.Key))
            throw new AwsException(
                "InvalidRequest",
                "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, "
                + "storage class, website redirect location or encryption attributes.");
        var facts = replace ? stored.Facts with { Headers = KeptHeaders.Of(request) } : stored.Facts;
        facts = await store.PutAsync(request.Bucket, request.Key, facts, file => stored.Content.CopyToAsync(file, request.Aborted));
        using var written = store.Open(request.Bucket, request.Key);
        await S3Xml.AnswerAsync(request, new XElement(
            "CopyObjectResult", new XElement("LastModified", S3Xml.Time(written.Modified)), new XElement("ETag", S3Xml.Quoted(facts.ETag))));
    }

    private void CheckConditions(S3Request request)
    {
        var (match, noneMatch) = (request.Header("If-Match"), request.Header("If-None-Match"));
        if (match is null && noneMatch is null)
            return;
        using var present = OpenIfThere(request);
        if (noneMatch is not null && present is not null && Conditions.Names(noneMatch, present))
            throw S3Errors.PreconditionFailed("If-None-Match");
        if (match is not null && present is null)
            throw S3Errors.NoSuchKey(request.Key);
        if (match is not null && !Conditions.Names(match, present!))
            throw S3Errors.PreconditionFailed("If-Match");
    }

    private StoredObject? OpenIfThere(S3Request request)
    {
        try
        {
            return store.Open(request.Bucket, request.Key);
        }
        catch (AwsException e) when (e.Code == "NoSuchKey")
        {
            return null;
        }
    }

    private static (string Bucket, string Key) SourceOf(string header)
    {
        var path = SigV4Encoding.Decode(header).TrimStart('/').Split('?')[0];
        return path.Split('/', 2) is [var bucket, { Length: > 0 } key]
            ? (bucket, key)
            : throw S3Errors.InvalidArgument("Copy Source must mention the source bucket and key: sourcebucket/sourcekey", "x-amz-copy-source", header);
    }
}

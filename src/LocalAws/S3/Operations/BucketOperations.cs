using System.Xml.Linq;
using LocalAws.S3.Storage;
using LocalAws.Wire;

namespace LocalAws.S3.Operations;

/// <summary>ListBuckets, CreateBucket, HeadBucket, DeleteBucket, GetBucketLocation.</summary>
internal sealed class BucketOperations(ObjectStore store, BucketSettings settings, string region)
{
    public Task ListAsync(S3Request request)
    {
        return S3Xml.AnswerAsync(
            request,
            new XElement(
                "ListAllMyBucketsResult",
                S3Xml.Owner("Owner"),
                new XElement(
                    "Buckets",
                    store
                        .Buckets()
                        .Select(b => new XElement(
                            "Bucket",
                            new XElement("Name", b.Name),
                            new XElement("CreationDate", S3Xml.Time(b.CreationTimeUtc)),
                            new XElement("BucketRegion", region)
                        ))
                )
            )
        );
    }

    public async Task CreateAsync(S3Request request)
    {
        await CheckLocationAsync(request);
        if (!ObjectKey.IsBucket(request.Bucket))
            throw new AwsException("InvalidBucketName", "The specified bucket is not valid.")
            {
                Details = [("BucketName", request.Bucket)],
            };
        if (store.HasBucket(request.Bucket))
            throw new AwsException(
                "BucketAlreadyOwnedByYou",
                "Your previous request to create the named bucket succeeded and you already own it.",
                409
            );
        store.CreateBucket(request.Bucket);
        request.Response.Headers.Location = "/" + request.Bucket;
        await request.AnswerEmptyAsync(200);
    }

    public Task HeadAsync(S3Request request)
    {
        store.BucketFolder(request.Bucket);
        request.Response.Headers["x-amz-bucket-region"] = region;
        return request.AnswerEmptyAsync(200);
    }

    public Task DeleteAsync(S3Request request)
    {
        store.DeleteBucket(request.Bucket);
        settings.DeleteAll(request.Bucket);
        return request.AnswerEmptyAsync(204);
    }

    public Task LocationAsync(S3Request request)
    {
        store.BucketFolder(request.Bucket);
        // us-east-1 is written as nothing at all.
        return S3Xml.AnswerAsync(request, new XElement("LocationConstraint", region == "us-east-1" ? null : region));
    }

    // Clients that were given an address instead of a region name no location at all; there is one region here, so that
    // is taken for it.
    private async Task CheckLocationAsync(S3Request request)
    {
        var body = await Payloads.S3Payload.ReadDocumentAsync(request);
        var wanted = body.Length == 0 ? "" : S3Documents.Read(body).Child("LocationConstraint") ?? "";
        if (wanted.Length > 0 && wanted != region)
            throw new AwsException(
                "IllegalLocationConstraintException",
                $"The {wanted} location constraint is incompatible for the region specific endpoint this request was sent to."
            );
    }
}

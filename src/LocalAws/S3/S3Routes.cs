using LocalAws.Iam.Access;
using LocalAws.S3.Operations;
using LocalAws.S3.Storage;
using LocalAws.State;

namespace LocalAws.S3;

/// <summary>The dispatch table of S3: method, what the path names, and the subresource that the query names.</summary>
internal sealed class S3Routes
{
    // A query parameter of these names makes the request another operation; all others only modify one.
    private static readonly string[] Subresources =
    [
        "delete",
        "location",
        "uploads",
        "uploadId",
        "list-type",
        "acl",
        "tagging",
        "versioning",
        "versions",
        "lifecycle",
        "policy",
        "policyStatus",
        "cors",
        "encryption",
        "notification",
        "logging",
        "website",
        "replication",
        "accelerate",
        "requestPayment",
        "publicAccessBlock",
        "ownershipControls",
        "object-lock",
        "legal-hold",
        "retention",
        "torrent",
        "restore",
        "select",
        "attributes",
        "analytics",
        "inventory",
        "metrics",
        "intelligent-tiering",
        "session",
        "renameObject",
    ];

    private readonly Dictionary<(string Method, Level Level, string Subresource), S3Operation> _table;

    public S3Routes(ObjectStore store, StateFolder state, string region, S3Guard guard, TimeProvider time)
    {
        var settings = new BucketSettings(state);
        var staging = new UploadStore(state.Uploads);
        var buckets = new BucketOperations(store, settings, region);
        var lifecycle = new LifecycleOperations(store, settings);
        var lists = new ListObjectsOperation(store);
        var reads = new ReadOperations(store);
        var writes = new WriteOperations(store, guard);
        var deletes = new DeleteOperations(store, guard);
        var tags = new TaggingOperations(store);
        var uploads = new MultipartOperations(store, staging, time);
        var parts = new PartOperations(store, staging, guard);
        _table = new()
        {
            [("GET", Level.Service, "")] = new("ListBuckets", buckets.ListAsync),
            [("PUT", Level.Bucket, "")] = new("CreateBucket", buckets.CreateAsync),
            [("HEAD", Level.Bucket, "")] = new("HeadBucket", buckets.HeadAsync),
            [("DELETE", Level.Bucket, "")] = new("DeleteBucket", buckets.DeleteAsync),
            [("GET", Level.Bucket, "location")] = new("GetBucketLocation", buckets.LocationAsync),
            [("GET", Level.Bucket, "")] = new("ListObjects", lists.ListFirstVersionAsync),
            [("GET", Level.Bucket, "list-type")] = new("ListObjectsV2", lists.ListAsync),
            [("GET", Level.Bucket, "uploads")] = new("ListMultipartUploads", uploads.ListAsync),
            [("GET", Level.Bucket, "lifecycle")] = new("GetBucketLifecycleConfiguration", lifecycle.GetAsync),
            [("PUT", Level.Bucket, "lifecycle")] = new("PutBucketLifecycleConfiguration", lifecycle.PutAsync),
            [("DELETE", Level.Bucket, "lifecycle")] = new("DeleteBucketLifecycle", lifecycle.DeleteAsync),
            [("POST", Level.Bucket, "delete")] = new("DeleteObjects", deletes.DeleteManyAsync),
            [("GET", Level.Object, "")] = new("GetObject", reads.GetAsync),
            [("HEAD", Level.Object, "")] = new("HeadObject", reads.HeadAsync),
            [("PUT", Level.Object, "")] = new("PutObject", writes.PutAsync),
            [("DELETE", Level.Object, "")] = new("DeleteObject", deletes.DeleteAsync),
            [("POST", Level.Object, "uploads")] = new("CreateMultipartUpload", uploads.CreateAsync),
            [("PUT", Level.Object, "uploadId")] = new("UploadPart", parts.PutAsync),
            [("POST", Level.Object, "uploadId")] = new("CompleteMultipartUpload", uploads.CompleteAsync),
            [("DELETE", Level.Object, "uploadId")] = new("AbortMultipartUpload", uploads.AbortAsync),
            [("GET", Level.Object, "uploadId")] = new("ListParts", parts.ListAsync),
            [("GET", Level.Object, "tagging")] = new("GetObjectTagging", tags.GetAsync),
            [("PUT", Level.Object, "tagging")] = new("PutObjectTagging", tags.PutAsync),
            [("DELETE", Level.Object, "tagging")] = new("DeleteObjectTagging", tags.DeleteAsync),
        };
    }

    private enum Level
    {
        Service,
        Bucket,
        Object,
    }

    /// <summary>The operation that a request is for. Throws <c>NotImplemented</c>.</summary>
    public S3Operation Find(S3Request request)
    {
        var method = request.Http.Request.Method;
        var address = request.Address;
        var subresource = Subresource(address);
        return TryFind(method, address)
            ?? throw S3Errors.NotImplemented(
                $"LocalAws does not do {method} on a {Of(address).ToString().ToLowerInvariant()}{(subresource.Length > 0 ? "'s " + subresource : "")}."
            );
    }

    /// <summary>The operation, or null where there is none.</summary>
    public S3Operation? TryFind(string method, S3Address address)
    {
        var route = (method, Of(address), Subresource(address));
        return _table.GetValueOrDefault(route);
    }

    /// <summary>The query parameter that decides which operation a request is, or empty.</summary>
    public static string Subresource(S3Address address) => Array.Find(Subresources, address.Query.ContainsKey) ?? "";

    private static Level Of(S3Address address)
    {
        if (address.Key.Length > 0)
            return Level.Object;
        if (address.Bucket.Length > 0)
            return Level.Bucket;
        return Level.Service;
    }
}

/// <summary>One operation of S3.</summary>
/// <param name="Name">
/// As S3's API reference names it; CopyObject and UploadPartCopy go by the names of what they share a route with.
/// </param>
/// <param name="RunAsync">Answers a verified request.</param>
internal sealed record S3Operation(string Name, Func<S3Request, Task> RunAsync);

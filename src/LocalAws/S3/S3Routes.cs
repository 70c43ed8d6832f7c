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
        "delete", "location", "uploads", "uploadId", "list-type", "acl", "tagging", "versioning", "versions", "lifecycle", "policy", "policyStatus",
        "cors", "encryption", "notification", "logging", "website", "replication", "accelerate", "requestPayment", "publicAccessBlock",
        "ownershipControls", "object-lock", "legal-hold", "retention", "torrent", "restore", "select", "attributes", "analytics", "inventory", "metrics",
        "intelligent-tiering", "session", "renameObject",
    ];

    private readonly Dictionary<(string Method, Level Level, string Subresource), Func<S3Request, Task>> table;

    public S3Routes(ObjectStore store, StateFolder state, string region)
    {
        var buckets = new BucketOperations(store, region);
        var lists = new ListObjectsOperation(store);
        var reads = new ReadOperations(store);
        var writes = new WriteOperations(store);
        var deletes = new DeleteOperations(store);
        var uploads = new MultipartOperations(store, new UploadStore(state.Uploads));
        table = new()
        {
            [("GET", Level.Service, "")] = buckets.ListAsync,
            [("PUT", Level.Bucket, "")] = buckets.CreateAsync,
            [("HEAD", Level.Bucket, "")] = buckets.HeadAsync,
            [("DELETE", Level.Bucket, "")] = buckets.DeleteAsync,
            [("GET", Level.Bucket, "location")] = buckets.LocationAsync,
            [("GET", Level.Bucket, "list-type")] = lists.ListAsync,
            [("POST", Level.Bucket, "delete")] = deletes.DeleteManyAsync,
            [("GET", Level.Object, "")] = reads.GetAsync,
            [("HEAD", Level.Object, "")] = reads.HeadAsync,
            [("PUT", Level.Object, "")] = writes.PutAsync,
            [("DELETE", Level.Object, "")] = deletes.DeleteAsync,
            [("POST", Level.Object, "uploads")] = uploads.CreateAsync,
            [("PUT", Level.Object, "uploadId")] = uploads.UploadPartAsync,
            [("POST", Level.Object, "uploadId")] = uploads.CompleteAsync,
            [("DELETE", Level.Object, "uploadId")] = uploads.AbortAsync,
            [("GET", Level.Object, "uploadId")] = uploads.ListPartsAsync,
        };
    }

    private enum Level
    {
        Service,
        Bucket,
        Object,
    }

    public Func<S3Request, Task> Find(S3Request request)
    {
        var level = request.Key.Length > 0 ? Level.Object : request.Bucket.Length > 0 ? Level.Bucket : Level.Service;
        var subresource = Array.Find(Subresources, request.Query.ContainsKey) ?? "";
        return table.GetValueOrDefault((request.Http.Request.Method, level, subresource))
            ?? throw S3Errors.NotImplemented(
                $"LocalAws does not do {request.Http.Request.Method} on a {level.ToString().ToLowerInvariant()}{(subresource.Length > 0 ? "'s " + subresource : "")}.");
    }
}

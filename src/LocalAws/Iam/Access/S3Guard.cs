using LocalAws.S3;
using LocalAws.Signing;
using LocalAws.Wire;

namespace LocalAws.Iam.Access;

/// <summary>Lets calls of S3 through that their callers may make.</summary>
internal sealed class S3Guard(Authorizer authorizer)
{
    // Subresources, with what follows Get or Put in the action's name. DELETE of them needs the right to put.
    private static readonly Dictionary<string, string> Aspects = new(StringComparer.Ordinal)
    {
        ["location"] = "BucketLocation",
        ["lifecycle"] = "LifecycleConfiguration",
        ["encryption"] = "EncryptionConfiguration",
        ["replication"] = "ReplicationConfiguration",
        ["cors"] = "BucketCORS",
        ["object-lock"] = "BucketObjectLockConfiguration",
        ["publicAccessBlock"] = "BucketPublicAccessBlock",
        ["ownershipControls"] = "BucketOwnershipControls",
    };

    /// <summary>Throws <c>AccessDenied</c>. Of a deletion of many objects each is looked at by itself.</summary>
    /// <param name="request">The call.</param>
    /// <param name="subresource">The one of its query parameters that decides which operation it is, or empty.</param>
    public void Demand(S3Request request, string subresource)
    {
        if (Needed(request, subresource) is not { } access)
            return;
        Demand(request.Signature.Caller, access);
        // Tags that come along with an object are a right of their own.
        if (access.Action == "s3:PutObject" && request.Header("x-amz-tagging") is not null)
            Demand(request, "s3:PutObjectTagging", request.Bucket, request.Key);
    }

    /// <summary>Throws <c>AccessDenied</c> unless the caller may do this to an object.</summary>
    public void Demand(S3Request request, string action, string bucket, string key)
    {
        var access = new AccessRequest(action, Arns.Object(bucket, key));
        Demand(request.Signature.Caller, access);
    }

    /// <summary>S3 tells that an object is not there only to those who may list its bucket.</summary>
    public AwsException Veil(AwsException error, S3Request request)
    {
        if (
            error.Code == "NoSuchKey"
            && Refusal(request.Signature.Caller, new("s3:ListBucket", Arns.Bucket(request.Bucket))) is { } refusal
        )
            return refusal;
        return error;
    }

    private void Demand(Caller caller, AccessRequest access)
    {
        if (Refusal(caller, access) is { } refusal)
            throw refusal;
    }

    // S3 puts the resource into quotation marks, which no other service does.
    private AwsException? Refusal(Caller caller, AccessRequest access)
    {
        if (authorizer.Refusal(caller, access) is { } words)
            return new AwsException(
                "AccessDenied",
                words.Replace(
                    $"resource: {access.Resource} ",
                    $"resource: \"{access.Resource}\" ",
                    StringComparison.Ordinal
                ),
                403
            );
        return null;
    }

    private static AccessRequest? Needed(S3Request request, string subresource)
    {
        var method = request.Http.Request.Method;
        if (request.Bucket.Length == 0)
            return new("s3:ListAllMyBuckets", "*");
        if (request.Key.Length == 0)
            return Bucket(request, method, subresource);
        return new(Object(method, subresource), Arns.Object(request.Bucket, request.Key));
    }

    private static AccessRequest? Bucket(S3Request request, string method, string subresource)
    {
        var bucket = Arns.Bucket(request.Bucket);
        return (method, subresource) switch
        {
            ("POST", "delete") => null,
            ("GET", "uploads") => new("s3:ListBucketMultipartUploads", bucket),
            ("GET" or "HEAD", "" or "list-type") => List(request, bucket),
            ("GET", "versions") => new("s3:ListBucketVersions", bucket),
            ("PUT", "") => new("s3:CreateBucket", bucket),
            ("DELETE", "") => new("s3:DeleteBucket", bucket),
            _ => new(
                $"s3:{(method == "GET" ? "Get" : "Put")}{Aspects.GetValueOrDefault(subresource, "Bucket" + Capital(subresource))}",
                bucket
            ),
        };
    }

    private static AccessRequest List(S3Request request, string bucket) =>
        new("s3:ListBucket", bucket)
        {
            Conditions =
            [
                .. ((string[])["prefix", "delimiter", "max-keys"]).Select(name =>
                    ($"s3:{name}", request.Parameter(name))
                ),
            ],
        };

    private static string Object(string method, string subresource) =>
        (method, subresource) switch
        {
            ("GET", "uploadId") => "s3:ListMultipartUploadParts",
            ("DELETE", "uploadId") => "s3:AbortMultipartUpload",
            (_, "uploads" or "uploadId") => "s3:PutObject",
            ("GET" or "HEAD", _) => "s3:GetObject" + Capital(subresource),
            ("DELETE", _) => "s3:DeleteObject" + Capital(subresource),
            _ => "s3:PutObject" + Capital(subresource),
        };

    private static string Capital(string subresource)
    {
        if (subresource.Length == 0)
            return "";
        return char.ToUpperInvariant(subresource[0]) + subresource[1..];
    }
}

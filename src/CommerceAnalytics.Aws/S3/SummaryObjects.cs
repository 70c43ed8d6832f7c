using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using CommerceAnalytics.Aws.Failures;

namespace CommerceAnalytics.Aws.S3;

/// <summary>Objects of one bucket: the few things that the pipeline does with them.</summary>
internal sealed class SummaryObjects(IAmazonS3 s3, string bucket)
{
    /// <summary>S3: at most 1,000 keys in one DeleteObjects.</summary>
    private const int MaxBatch = 1000;

    public string Bucket => bucket;

    public Task WriteAsync(string key, string text, CancellationToken cancellationToken) =>
        AwsCall.MakeAsync(
            $"Write s3://{bucket}/{key}",
            () => s3.PutObjectAsync(Put(key, text), cancellationToken),
            cancellationToken
        );

    /// <summary>Writes only over the object with this ETag, or, without one, only where there is none.</summary>
    /// <returns>The ETag of what was written, empty where S3 gives none; null: it is not so (any more).</returns>
    public Task<string?> TryWriteAsync(string key, string text, string? etag, CancellationToken cancellationToken) =>
        AwsCall.MakeAsync(
            $"Write s3://{bucket}/{key}",
            async () =>
            {
                var request = Put(key, text);
                if (etag is null)
                    request.IfNoneMatch = "*";
                else
                    request.IfMatch = etag;
                try
                {
                    return (string?)((await s3.PutObjectAsync(request, cancellationToken))?.ETag ?? "");
                }
                // S3: 409 ConditionalRequestConflict where another write of the same key is under way; 404 where the
                // object of the ETag has gone.
                catch (AmazonS3Exception refused)
                    when (refused.ErrorCode is "PreconditionFailed" or "ConditionalRequestConflict" or "NoSuchKey")
                {
                    return null;
                }
            },
            cancellationToken
        );

    public Task<StoredText?> ReadAsync(string key, CancellationToken cancellationToken) =>
        AwsCall.MakeAsync(
            $"Read s3://{bucket}/{key}",
            async () =>
            {
                try
                {
                    using var response = await s3.GetObjectAsync(
                        new GetObjectRequest { BucketName = bucket, Key = key },
                        cancellationToken
                    );
                    using var reader = new StreamReader(response.ResponseStream);
                    return new StoredText(await reader.ReadToEndAsync(cancellationToken), response.ETag);
                }
                catch (AmazonS3Exception missing)
                    when (missing.StatusCode == HttpStatusCode.NotFound && missing.ErrorCode != "NoSuchBucket")
                {
                    return (StoredText?)null;
                }
            },
            cancellationToken
        );

    public Task<IReadOnlyList<StoredKey>> ListAsync(string prefix, CancellationToken cancellationToken) =>
        AwsCall.MakeAsync(
            $"List s3://{bucket}/{prefix}",
            async () =>
            {
                var keys = new List<StoredKey>();
                var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
                do
                {
                    var page = await s3.ListObjectsV2Async(request, cancellationToken);
                    keys.AddRange(
                        (page.S3Objects ?? []).Select(found => new StoredKey(
                            found.Key,
                            found.Size ?? 0,
                            found.ETag,
                            Utc(found.LastModified)
                        ))
                    );
                    request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
                } while (request.ContinuationToken is not null);
                return (IReadOnlyList<StoredKey>)keys;
            },
            cancellationToken
        );

    /// <summary>
    /// Deletes all of them, or throws naming the first that could not be; those before and after it may be gone.
    /// </summary>
    public async Task DeleteAsync(IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        var errors = new List<DeleteError>();
        foreach (var batch in keys.Chunk(MaxBatch))
            errors.AddRange(await DeleteBatchAsync(batch, cancellationToken));
        if (errors.Count > 0)
            throw new FailureException(NotDeleted(errors));
    }

    /// <summary>The error of an object that holds something else than it should.</summary>
    public FailureException Damaged(string key, string expected) =>
        new(AwsFailures.For($"Read s3://{bucket}/{key}", Causes.StateDamaged, $"it is not the JSON of {expected}"));

    private PutObjectRequest Put(string key, string text) =>
        new()
        {
            BucketName = bucket,
            Key = key,
            ContentBody = text,
            ContentType = "application/json",
            // In one piece: it is small, and chunked signing would only add to what has to be right.
            UseChunkEncoding = false,
        };

    private static DateTimeOffset? Utc(DateTime? time) =>
        time is { } at ? new DateTimeOffset(at.ToUniversalTime()) : null;

    private Task<List<DeleteError>> DeleteBatchAsync(string[] keys, CancellationToken cancellationToken) =>
        AwsCall.MakeAsync(
            $"Delete {keys.Length} objects of s3://{bucket}",
            async () =>
            {
                try
                {
                    var request = new DeleteObjectsRequest
                    {
                        BucketName = bucket,
                        Quiet = true,
                        Objects = [.. keys.Select(key => new KeyVersion { Key = key })],
                    };
                    return (await s3.DeleteObjectsAsync(request, cancellationToken)).DeleteErrors ?? [];
                }
                catch (DeleteObjectsException partly)
                {
                    // The SDK throws where S3 answered well but with errors for some keys; the others are deleted.
                    return partly.Response.DeleteErrors;
                }
            },
            cancellationToken
        );

    private Failure NotDeleted(List<DeleteError> errors)
    {
        var first = errors[0];
        var attempt = $"Delete s3://{bucket}/{first.Key}{(errors.Count > 1 ? $" and {errors.Count - 1} more" : "")}";
        var error = new AwsError
        {
            Service = "S3",
            Code = first.Code,
            Message = first.Message ?? first.Code,
        };
        return CauseTable.Of(error) is { Retry: RetryAdvice.Never }
            ? AwsFailures.OfError(attempt, error)
            : AwsFailures.For(attempt, Causes.StorageBusy, error.Message);
    }
}

/// <summary>An object's content, and the mark that tells it from any other content that it has ever had.</summary>
internal sealed record StoredText(string Text, string ETag);

/// <summary>An object as a listing has it.</summary>
internal sealed record StoredKey(string Key, long Bytes, string? ETag = null, DateTimeOffset? WrittenAt = null);

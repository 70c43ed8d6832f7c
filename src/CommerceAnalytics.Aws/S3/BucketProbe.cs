using Amazon.S3;
using Amazon.S3.Model;
using CommerceAnalytics.Aws.Failures;

namespace CommerceAnalytics.Aws.S3;

/// <summary>
/// Looks at a bucket: whether it can be written, read and cleared where the pipeline does so, and what its lifecycle
/// rules delete.
/// </summary>
/// <param name="s3">S3.</param>
public sealed class BucketProbe(IAmazonS3 s3)
{
    /// <summary>Writes an object, reads it back and deletes it.</summary>
    /// <param name="key">A key that nothing else uses.</param>
    /// <returns>The KMS key that the bucket encrypts with, or null.</returns>
    /// <exception cref="FailureException">One of the three is refused.</exception>
    public Task<string?> TryAsync(string bucket, string key, CancellationToken cancellationToken) =>
        AwsCall.MakeAsync<string?>(
            $"Write, read and delete s3://{bucket}/{key}",
            async () =>
            {
                var put = await s3.PutObjectAsync(
                    new PutObjectRequest
                    {
                        BucketName = bucket,
                        Key = key,
                        ContentBody = "verify",
                        UseChunkEncoding = false,
                    },
                    cancellationToken
                );
                using (
                    await s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key }, cancellationToken)
                )
                {
                    await s3.DeleteObjectAsync(
                        new DeleteObjectRequest { BucketName = bucket, Key = key },
                        cancellationToken
                    );
                }

                return put.ServerSideEncryptionKeyManagementServiceKeyId;
            },
            cancellationToken
        );

    /// <summary>Keys under a prefix.</summary>
    /// <param name="prefix">Prefix.</param>
    public async Task<IReadOnlyList<string>> ListAsync(
        string bucket,
        string prefix,
        CancellationToken cancellationToken
    ) => [.. (await new SummaryObjects(s3, bucket).ListAsync(prefix, cancellationToken)).Select(found => found.Key)];

    /// <summary>Deletes all objects under a prefix.</summary>
    /// <param name="prefix">Prefix with a slash at its end.</param>
    public async Task ClearAsync(string bucket, string prefix, CancellationToken cancellationToken)
    {
        var objects = new SummaryObjects(s3, bucket);
        await objects.DeleteAsync(
            (await objects.ListAsync(prefix, cancellationToken)).Select(found => found.Key),
            cancellationToken
        );
    }

    /// <summary>Enabled lifecycle rules that delete current objects under a prefix, or under a part of it.</summary>
    /// <param name="prefix">Prefix with a slash at its end.</param>
    public Task<IReadOnlyList<ExpiryRule>> ExpiringAsync(
        string bucket,
        string prefix,
        CancellationToken cancellationToken
    ) =>
        AwsCall.MakeAsync<IReadOnlyList<ExpiryRule>>(
            $"Read the lifecycle rules of s3://{bucket}",
            async () =>
            {
                try
                {
                    var answer = await s3.GetLifecycleConfigurationAsync(
                        new GetLifecycleConfigurationRequest { BucketName = bucket },
                        cancellationToken
                    );
                    return
                    [
                        .. (answer.Configuration?.Rules ?? [])
                            .Where(IsExpiring)
                            .Select(Rule)
                            .Where(rule => Touches(rule.Prefix, prefix)),
                    ];
                }
                catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchLifecycleConfiguration")
                {
                    return [];
                }
            },
            cancellationToken
        );

    private static bool IsExpiring(LifecycleRule rule) =>
        rule.Status == LifecycleRuleStatus.Enabled
        && (rule.Expiration?.Days is > 0 || rule.Expiration?.Date is not null);

    private static ExpiryRule Rule(LifecycleRule rule) =>
        new(rule.Id ?? "", PrefixOf(rule.Filter?.LifecycleFilterPredicate), rule.Expiration.Days ?? 0);

    // A filter by tags or size may strike anything.
    private static string PrefixOf(LifecycleFilterPredicate? predicate) =>
        predicate switch
        {
            LifecyclePrefixPredicate prefix => prefix.Prefix ?? "",
            LifecycleAndOperator all => all.Operands.OfType<LifecyclePrefixPredicate>().FirstOrDefault()?.Prefix ?? "",
            _ => "",
        };

    private static bool Touches(string rule, string prefix) =>
        rule.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(rule, StringComparison.Ordinal);
}

/// <summary>A lifecycle rule that deletes.</summary>
/// <param name="Id">Its name; may be empty.</param>
/// <param name="Prefix">What it strikes; empty for the whole bucket.</param>
/// <param name="Days">Age at which objects go; 0 for a fixed date.</param>
public sealed record ExpiryRule(string Id, string Prefix, int Days);

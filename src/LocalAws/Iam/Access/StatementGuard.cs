using LocalAws.Athena.Results;
using LocalAws.Signing;
using LocalAws.Sql;
using LocalAws.Sql.Access;

namespace LocalAws.Iam.Access;

/// <summary>
/// What a statement needs of Glue and S3, with the rights of whoever submitted it, refused in Athena's words.
/// </summary>
/// <remarks>
/// Sources: Athena's guide ("Fine-grained access to databases and tables", "Access to Amazon S3") and the
/// AmazonAthenaFullAccess policy, which names the actions on multipart uploads for every output location. That a read
/// of partitions needs BatchGetPartition besides GetPartitions, and each location GetBucketLocation of its bucket, is
/// assumed: the stricter reading wins.
/// </remarks>
internal sealed class StatementGuard(Authorizer authorizer, GlueAccess glue)
{
    private const int Denied = 1500;

    /// <summary>Throws <see cref="StatementException"/> unless the caller may.</summary>
    /// <param name="caller">
    /// Who submitted the statement; null in a history from before callers were kept, when only the administrator could.
    /// </param>
    /// <param name="access">What it is about to touch.</param>
    public void Demand(Caller? caller, StatementAccess access)
    {
        foreach (var needed in Needed(access))
        {
            var request = needed with
            {
                Conditions =
                [
                    .. needed.Conditions,
                    ("aws:CalledVia", "athena.amazonaws.com"),
                    ("aws:ViaAWSService", "true"),
                ],
            };
            if (authorizer.Refusal(caller ?? Caller.Administrator, request) is { } words)
                throw new StatementException(Words(access, words), errorType: Denied);
        }
    }

    private IEnumerable<AccessRequest> Needed(StatementAccess access) =>
        access switch
        {
            CatalogAccess { Action: "glue:GetTable" } table =>
            [
                .. glue.On("glue:GetDatabase", table.Database),
                .. glue.On(table.Action, table.Database, table.Table),
            ],
            CatalogAccess { Action: "glue:GetPartitions" } table =>
            [
                .. glue.On(table.Action, table.Database, table.Table),
                .. glue.On("glue:BatchGetPartition", table.Database, table.Table),
            ],
            CatalogAccess catalog => glue.On(catalog.Action, catalog.Database, catalog.Table),
            StorageAccess storage when S3Location.TryParse(storage.Location) is { } place => Storage(
                storage.Action,
                place
            ),
            // An address that is none: the statement fails of it by itself.
            _ => [],
        };

    private static IEnumerable<AccessRequest> Storage(string action, S3Location place)
    {
        var bucket = Arns.Bucket(place.Bucket);
        var objects = Arns.Object(place.Bucket, place.Key) + "*";
        return action switch
        {
            "s3:ListBucket" =>
            [
                new("s3:GetBucketLocation", bucket),
                new(action, bucket) { Conditions = [("s3:prefix", place.Key)] },
            ],
            "s3:PutObject" =>
            [
                new("s3:GetBucketLocation", bucket),
                new("s3:ListBucketMultipartUploads", bucket),
                new(action, objects),
                new("s3:ListMultipartUploadParts", objects),
                new("s3:AbortMultipartUpload", objects),
            ],
            _ => [new(action, objects)],
        };
    }

    private static string Words(StatementAccess access, string words) =>
        access switch
        {
            StorageAccess { Action: "s3:PutObject" } storage =>
                $"Access denied when writing output to url: {storage.Location} . Please ensure you are allowed to access the S3 bucket. If you are encrypting query results with "
                    + "KMS key, please ensure you are allowed to access your KMS key",
            StorageAccess storage => $"Permission denied on S3 path: {storage.Location}",
            _ => $"Insufficient permissions to execute the query. {words}",
        };
}

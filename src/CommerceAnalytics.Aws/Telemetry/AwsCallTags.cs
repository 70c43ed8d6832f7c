using System.Diagnostics;
using Amazon.Athena.Model;
using Amazon.Glue.Model;
using Amazon.Runtime;
using Amazon.S3.Model;

namespace CommerceAnalytics.Aws.Telemetry;

/// <summary>Attributes of a call, named as OpenTelemetry's conventions for AWS SDKs name them where they do.</summary>
/// <param name="Service">Service id of the SDK: <c>Athena</c>, <c>Glue</c>, <c>S3</c>, <c>STS</c>.</param>
/// <param name="Operation">Operation, e.g. <c>StartQueryExecution</c>.</param>
internal readonly record struct AwsCallTags(string Service, string Operation)
{
    private const string QueryExecutionId = "aws.athena.query_execution_id";

    public static AwsCallTags Of(IRequestContext request)
    {
        var name = request.OriginalRequest.GetType().Name;
        return new(
            request.ServiceMetaData.ServiceId,
            name.EndsWith("Request", StringComparison.Ordinal) ? name[..^"Request".Length] : name
        );
    }

    /// <summary>Few values each: metrics are kept apart by all of them.</summary>
    public TagList With(IRequestContext request, string? error)
    {
        var tags = new TagList
        {
            { "rpc.system", "aws-api" },
            { "rpc.service", Service },
            { "rpc.method", Operation },
        };
        // Known once the request has been made ready; a call that fails before that has none.
        if (request.Request?.Endpoint is { } endpoint)
        {
            tags.Add("server.address", endpoint.Host);
            tags.Add("server.port", endpoint.Port);
        }

        if (error is not null)
            tags.Add("error.type", error);
        return tags;
    }

    /// <summary>What the call was about, for its span alone: query, table, object.</summary>
    public static void Describe(Activity? span, AmazonWebServiceRequest request, object? answer)
    {
        if (span is null)
            return;
        if (RequestId(answer) is { } id)
            span.SetTag("aws.request_id", id);
        _ = (request, answer) switch
        {
            (_, StartQueryExecutionResponse started) => span.SetTag(QueryExecutionId, started.QueryExecutionId),
            (BatchGetQueryExecutionRequest looked, _) => span.SetTag(
                QueryExecutionId,
                looked.QueryExecutionIds?.ToArray()
            ),
            (GetQueryExecutionRequest looked, _) => span.SetTag(QueryExecutionId, looked.QueryExecutionId),
            (GetQueryResultsRequest read, _) => span.SetTag(QueryExecutionId, read.QueryExecutionId),
            (StopQueryExecutionRequest stopped, _) => span.SetTag(QueryExecutionId, stopped.QueryExecutionId),
            (GetTableRequest read, _) => Table(span, read.DatabaseName, read.Name),
            (CreateTableRequest made, _) => Table(span, made.DatabaseName, made.TableInput?.Name),
            (UpdateTableRequest changed, _) => Table(span, changed.DatabaseName, changed.TableInput?.Name),
            (BatchDeleteTableRequest removed, _) => Table(
                span,
                removed.DatabaseName,
                string.Join(", ", removed.TablesToDelete ?? [])
            ),
            (GetObjectRequest read, _) => Object(span, read.BucketName, read.Key),
            (PutObjectRequest written, _) => Object(span, written.BucketName, written.Key),
            (ListObjectsV2Request listed, _) => Object(span, listed.BucketName, listed.Prefix),
            (DeleteObjectsRequest deleted, _) => Object(span, deleted.BucketName, key: null),
            _ => span,
        };
    }

    private static string? RequestId(object? answer) =>
        answer switch
        {
            AmazonWebServiceResponse response => response.ResponseMetadata?.RequestId,
            AmazonServiceException refused => refused.RequestId,
            _ => null,
        };

    private static Activity Table(Activity span, string? database, string? table) =>
        span.SetTag("aws.glue.database", database).SetTag("aws.glue.table", table);

    private static Activity Object(Activity span, string? bucket, string? key) =>
        span.SetTag("aws.s3.bucket", bucket).SetTag("aws.s3.key", key);
}

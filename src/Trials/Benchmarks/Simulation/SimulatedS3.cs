using System.Net;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace CommerceAnalytics.Trials.Benchmarks.Simulation;

/// <summary>One bucket in memory.</summary>
internal sealed class SimulatedS3(ApiCalls calls)
    : AmazonS3Client(
        new AnonymousAWSCredentials(),
        new AmazonS3Config { ServiceURL = "http://127.0.0.1:9", AuthenticationRegion = "ap-northeast-2" }
    )
{
    private const int MostListed = 1000;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, (string Text, string ETag)> _objects = new(StringComparer.Ordinal);
    private int _writes;

    /// <summary>The one file that a statement writes.</summary>
    public void PutResult(string location)
    {
        lock (_lock)
            _objects[$"{new Uri(location).AbsolutePath[1..]}part-0"] = ("", $"\"{++_writes:x32}\"");
    }

    public override Task<PutObjectResponse> PutObjectAsync(
        PutObjectRequest request,
        CancellationToken cancellationToken = default
    ) =>
        Answer(
            "PutObject",
            () =>
            {
                var etag = _objects.TryGetValue(request.Key, out var there) ? there.ETag : null;
                if ((request.IfNoneMatch == "*" && etag is not null) || (request.IfMatch is { } match && match != etag))
                    throw new AmazonS3Exception("At least one of the pre-conditions you specified did not hold")
                    {
                        ErrorCode = "PreconditionFailed",
                        StatusCode = HttpStatusCode.PreconditionFailed,
                    };
                _objects[request.Key] = (request.ContentBody, $"\"{++_writes:x32}\"");
                return new PutObjectResponse { ETag = _objects[request.Key].ETag };
            }
        );

    public override Task<GetObjectResponse> GetObjectAsync(
        GetObjectRequest request,
        CancellationToken cancellationToken = default
    ) =>
        Answer(
            "GetObject",
            () =>
                _objects.TryGetValue(request.Key, out var there)
                    ? new GetObjectResponse
                    {
                        Key = request.Key,
                        ETag = there.ETag,
                        ResponseStream = new MemoryStream(Encoding.UTF8.GetBytes(there.Text)),
                    }
                    : throw new AmazonS3Exception("The specified key does not exist.")
                    {
                        ErrorCode = "NoSuchKey",
                        StatusCode = HttpStatusCode.NotFound,
                    }
        );

    public override Task<ListObjectsV2Response> ListObjectsV2Async(
        ListObjectsV2Request request,
        CancellationToken cancellationToken = default
    ) =>
        Answer(
            "ListObjectsV2",
            () =>
            {
                var after = request.ContinuationToken ?? "";
                var found = _objects
                    .Where(o =>
                        o.Key.StartsWith(request.Prefix ?? "", StringComparison.Ordinal)
                        && string.CompareOrdinal(o.Key, after) > 0
                    )
                    .Take(MostListed + 1)
                    .ToList();
                var page = found
                    .Take(MostListed)
                    .Select(o => new S3Object
                    {
                        Key = o.Key,
                        Size = o.Value.Text.Length,
                        ETag = o.Value.ETag,
                    })
                    .ToList();
                return new ListObjectsV2Response
                {
                    S3Objects = page,
                    IsTruncated = found.Count > MostListed,
                    NextContinuationToken = found.Count > MostListed ? page[^1].Key : null,
                };
            }
        );

    public override Task<DeleteObjectsResponse> DeleteObjectsAsync(
        DeleteObjectsRequest request,
        CancellationToken cancellationToken = default
    ) =>
        Answer(
            "DeleteObjects",
            () =>
            {
                request.Objects.ForEach(o => _objects.Remove(o.Key));
                return new DeleteObjectsResponse();
            }
        );

    private Task<T> Answer<T>(string operation, Func<T> answer)
    {
        calls.Count("S3", operation);
        try
        {
            lock (_lock)
                return Task.FromResult(answer());
        }
        catch (AmazonS3Exception e)
        {
            return Task.FromException<T>(e);
        }
    }
}

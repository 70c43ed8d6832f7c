using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using Moq;

namespace CommerceAnalytics.Aws.Tests.Support;

/// <summary>
/// A bucket in memory behind the SDK's interface: pages of two keys, and keys that cannot be deleted.
/// </summary>
internal sealed class FakeBucket
{
    private readonly Mock<IAmazonS3> _s3 = new(MockBehavior.Strict);

    public FakeBucket()
    {
        _s3.Setup(s => s.PutObjectAsync(It.IsAny<PutObjectRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((PutObjectRequest r, CancellationToken _) => Put(r));
        _s3.Setup(s => s.GetObjectAsync(It.IsAny<GetObjectRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((GetObjectRequest r, CancellationToken _) => Get(r));
        _s3.Setup(s => s.ListObjectsV2Async(It.IsAny<ListObjectsV2Request>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((ListObjectsV2Request r, CancellationToken _) => List(r));
        _s3.Setup(s => s.DeleteObjectsAsync(It.IsAny<DeleteObjectsRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((DeleteObjectsRequest r, CancellationToken _) => Delete(r));
    }

    public SortedDictionary<string, string> Objects { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> ErrorByKey { get; } = [];

    public List<int> DeleteBatches { get; } = [];

    /// <summary>Objects read so far.</summary>
    public int Gets { get; private set; }

    /// <summary>Pages listed so far.</summary>
    public int Lists { get; set; }

    public int PageSize { get; set; } = 2;

    /// <summary>Happens before a write: where another one may come first.</summary>
    public Action<string>? BeforePut { get; set; }

    public IAmazonS3 S3 => _s3.Object;

    private static string ETag(string text) =>
        $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32]}\"";

    private PutObjectResponse Put(PutObjectRequest request)
    {
        request.BucketName.ShouldBe("results");
        BeforePut?.Invoke(request.Key);
        var there = Objects.GetValueOrDefault(request.Key);
        if (
            (request.IfNoneMatch == "*" && there is not null)
            || (request.IfMatch is { } etag && there is not null && etag != ETag(there))
        )
            throw new AmazonS3Exception(
                "At least one of the pre-conditions you specified did not hold",
                Amazon.Runtime.ErrorType.Sender,
                "PreconditionFailed",
                "r-1",
                HttpStatusCode.PreconditionFailed
            );
        if (request.IfMatch is not null && there is null)
            throw new AmazonS3Exception(
                "The specified key does not exist.",
                Amazon.Runtime.ErrorType.Sender,
                "NoSuchKey",
                "r-1",
                HttpStatusCode.NotFound
            );
        Objects[request.Key] = request.ContentBody;
        return new() { ETag = ETag(request.ContentBody) };
    }

    private GetObjectResponse Get(GetObjectRequest request) =>
        Gets++ >= 0 && Objects.TryGetValue(request.Key, out var text)
            ? new() { ResponseStream = new MemoryStream(Encoding.UTF8.GetBytes(text)), ETag = ETag(text) }
            : throw new AmazonS3Exception(
                "The specified key does not exist.",
                Amazon.Runtime.ErrorType.Sender,
                "NoSuchKey",
                "r-1",
                HttpStatusCode.NotFound
            );

    private ListObjectsV2Response List(ListObjectsV2Request request)
    {
        Lists++;
        var all = Objects
            .Keys.Where(key => key.StartsWith(request.Prefix, StringComparison.Ordinal))
            .Where(key => string.CompareOrdinal(key, request.ContinuationToken ?? "") > 0)
            .ToList();
        var page = all.Take(PageSize).ToList();
        return new()
        {
            S3Objects = page.ConvertAll(key => new S3Object
            {
                Key = key,
                Size = Objects[key].Length,
                ETag = ETag(Objects[key]),
            }),
            IsTruncated = all.Count > PageSize,
            NextContinuationToken = page.LastOrDefault(),
        };
    }

    private DeleteObjectsResponse Delete(DeleteObjectsRequest request)
    {
        DeleteBatches.Add(request.Objects.Count);
        var errors = new List<DeleteError>();
        foreach (var key in request.Objects.Select(o => o.Key))
        {
            if (ErrorByKey.TryGetValue(key, out var code))
                errors.Add(
                    new DeleteError
                    {
                        Key = key,
                        Code = code,
                        Message = code,
                    }
                );
            else
                Objects.Remove(key);
        }

        var response = new DeleteObjectsResponse { DeleteErrors = errors };
        return errors.Count == 0 ? response : throw new DeleteObjectsException(response);
    }
}

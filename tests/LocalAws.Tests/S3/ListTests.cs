using Amazon.S3;
using Amazon.S3.Model;
using LocalAws.S3.Storage;
using LocalAws.Tests.Wire;

namespace LocalAws.Tests.S3;

public sealed class ListTests : IAsyncLifetime
{
    private static readonly string[] Keys =
    [
        "a-b/1",
        "a.txt",
        "a/1",
        "a/2",
        "a/sub/3",
        "b/1",
        "b/x/y/z",
        "c",
        "year=2025/month=01/x",
        "year=2025/month=02/x",
        "상품/1",
        "\uE000/1",
        "🛒/1",
    ];

    private readonly TestLake _lake = new();

    private AmazonS3Client _s3 = null!;

    public async Task InitializeAsync()
    {
        await _lake.InitializeAsync();
        _s3 = _lake.S3();
        foreach (var key in Keys)
        {
            var path = Path.Combine(_lake.Lake, "shop", key);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, key);
        }

        Directory.CreateDirectory(Path.Combine(_lake.Lake, "shop", "empty", "folders"));
    }

    public Task DisposeAsync() => _lake.DisposeAsync();

    [Theory]
    [InlineData("", "", "")]
    [InlineData("a", "", "")]
    [InlineData("a/", "", "")]
    [InlineData("", "/", "")]
    [InlineData("a", "/", "")]
    [InlineData("a/", "/", "")]
    [InlineData("year=2025/", "/", "")]
    [InlineData("", "/", "a/1")]
    [InlineData("", "", "a/sub/3")]
    [InlineData("b/x", "/", "")]
    [InlineData("", "/sub", "")]
    [InlineData("nothing", "/", "")]
    public async Task ListObjectsV2_EveryPageSize_GivesWhatTheDefinitionSays(
        string prefix,
        string delimiter,
        string after
    )
    {
        var expected = ByDefinition(prefix, delimiter, after);
        for (var size = 1; size <= expected.Count + 1; size++)
            (await ListAll(prefix, delimiter, after, size)).ShouldBe(expected, $"page size {size}");
    }

    [Fact]
    public void KeyOrder_AnyTwoKeys_ComparesTheirUtf8Bytes() =>
        Keys.Order(KeyOrder.Instance)
            .ShouldBe(
                Keys.OrderBy(k => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(k)), StringComparer.Ordinal)
            );

    [Fact]
    public async Task ListBuckets_FoldersOfTheLake_AreBucketsAndStateIsNot()
    {
        Directory.CreateDirectory(Path.Combine(_lake.Lake, "Not_A_Bucket"));

        (await _s3.ListBucketsAsync()).Buckets.Select(b => b.BucketName).ShouldBe(["shop"]);
    }

    [Fact]
    public async Task Bucket_FromCreationToDeletion_AnswersAsS3()
    {
        await _s3.PutBucketAsync("other");
        (await Code(() => _s3.PutBucketAsync("other"))).ShouldBe("BucketAlreadyOwnedByYou");
        (await _s3.GetBucketLocationAsync("other")).Location.Value.ShouldBe(_lake.Server.Region);
        (await Code(() => _s3.DeleteBucketAsync("shop"))).ShouldBe("BucketNotEmpty");
        await _s3.DeleteBucketAsync("other");
        (await Code(() => _s3.GetBucketLocationAsync("other"))).ShouldBe("NoSuchBucket");
        (await Code(() => _s3.PutBucketAsync("Not_A_Bucket"))).ShouldBe("InvalidBucketName");
    }

    private static async Task<string> Code(Func<Task> call) =>
        (await Should.ThrowAsync<AmazonS3Exception>(call)).ErrorCode;

    private async Task<List<string>> ListAll(string prefix, string delimiter, string after, int size)
    {
        var found = new List<string>();
        var request = new ListObjectsV2Request
        {
            BucketName = "shop",
            Prefix = prefix,
            Delimiter = delimiter,
            StartAfter = after,
            MaxKeys = size,
        };
        ListObjectsV2Response page;
        do
        {
            page = await _s3.ListObjectsV2Async(request);
            page.KeyCount.ShouldBe((page.S3Objects?.Count ?? 0) + (page.CommonPrefixes?.Count ?? 0));
            found.AddRange(
                (page.S3Objects ?? []).Select(o => o.Key).Concat(page.CommonPrefixes ?? []).Order(KeyOrder.Instance)
            );
            request.ContinuationToken = page.NextContinuationToken;
        } while (page.IsTruncated == true);
        return found;
    }

    private static List<string> ByDefinition(string prefix, string delimiter, string after) =>
        [
            .. Keys.Where(k =>
                    k.StartsWith(prefix, StringComparison.Ordinal) && KeyOrder.Instance.Compare(k, after) > 0
                )
                .Select(k =>
                    delimiter.Length > 0
                    && k.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal) is >= 0 and var end
                        ? k[..(end + delimiter.Length)]
                        : k
                )
                .Distinct()
                .Order(KeyOrder.Instance),
        ];
}

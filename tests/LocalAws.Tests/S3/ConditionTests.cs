using Amazon.S3;
using Amazon.S3.Model;
using LocalAws.Tests.Wire;

namespace LocalAws.Tests.S3;

public sealed class ConditionTests : IAsyncLifetime
{
    private readonly TestLake _lake = new();

    private AmazonS3Client _s3 = null!;

    private string _etag = "";

    public async Task InitializeAsync()
    {
        await _lake.InitializeAsync();
        _s3 = _lake.S3();
        await _s3.PutBucketAsync("shop");
        _etag = await Put("there");
        await Put("source");
    }

    public Task DisposeAsync() => _lake.DisposeAsync();

    [Theory]
    [InlineData("there", "\"other\"", 412)]
    [InlineData("there", "*", 204)]
    [InlineData("there", "its own", 204)]
    [InlineData("missing", "*", 404)]
    public async Task DeleteObject_IfMatch_DeletesWhatItNamesAlone(string key, string match, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, Address(key));
        request.Headers.TryAddWithoutValidation("If-Match", match == "its own" ? _etag : match);

        using var answer = await _lake.Signed().SendAsync(request, "s3");

        ((int)answer.StatusCode).ShouldBe(status);
        File.Exists(Path.Combine(_lake.Lake, "shop", "there")).ShouldBe(status != 204);
    }

    [Fact]
    public async Task DeleteObjects_ETag_DeletesWhatItNamesAlone()
    {
        var deleting = _s3.DeleteObjectsAsync(
            new()
            {
                BucketName = "shop",
                Objects = [new() { Key = "there", ETag = "\"other\"" }, new() { Key = "source", ETag = _etag }],
            }
        );

        var error = (await Should.ThrowAsync<DeleteObjectsException>(deleting)).Response.DeleteErrors;

        error.ShouldHaveSingleItem().Code.ShouldBe("PreconditionFailed");
        (await Keys()).ShouldBe(["there"]);
    }

    [Theory]
    [InlineData("there", "If-None-Match", "*", 412)]
    [InlineData("fresh", "If-None-Match", "*", 200)]
    [InlineData("there", "If-Match", "\"other\"", 412)]
    [InlineData("there", "If-Match", "*", 200)]
    [InlineData("missing", "If-Match", "*", 404)]
    public async Task CopyObject_Condition_IsOneOfItsDestination(string key, string header, string value, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Address(key));
        request.Headers.Add("x-amz-copy-source", "shop/source");
        request.Headers.TryAddWithoutValidation(header, value);

        using var answer = await _lake.Signed().SendAsync(request, "s3");

        ((int)answer.StatusCode).ShouldBe(status, await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("If-Match", "\"other\"", 412)]
    [InlineData("Range", "bytes=100-", 416)]
    public async Task GetObject_Refused_SaysNothingOfTheObject(string header, string value, int status)
    {
        var put = new PutObjectRequest
        {
            BucketName = "shop",
            Key = "zipped",
            ContentBody = "content",
        };
        put.Headers.ContentEncoding = "gzip";
        put.Metadata["colour"] = "red";
        await _s3.PutObjectAsync(put);
        using var request = new HttpRequestMessage(HttpMethod.Get, Address("zipped"));
        request.Headers.TryAddWithoutValidation(header, value);

        using var answer = await _lake.Signed().SendAsync(request, "s3");

        ((int)answer.StatusCode).ShouldBe(status);
        answer.Content.Headers.ContentEncoding.ShouldBeEmpty();
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/xml");
        answer.Headers.Select(h => h.Key).Order().ShouldBe(["Date", "Server", "x-amz-request-id"]);
    }

    private Uri Address(string key) => new(_lake.Server.Endpoint, "shop/" + key);

    private async Task<IEnumerable<string>> Keys()
    {
        var listed = await _s3.ListObjectsV2Async(new() { BucketName = "shop" });
        return listed.S3Objects.Select(o => o.Key);
    }

    private async Task<string> Put(string key)
    {
        var put = await _s3.PutObjectAsync(
            new()
            {
                BucketName = "shop",
                Key = key,
                ContentBody = "content",
            }
        );
        return put.ETag;
    }
}

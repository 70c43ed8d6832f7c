using Amazon.S3;
using LocalAws.Tests.Wire;

namespace LocalAws.Tests.S3;

public sealed class FolderMarkerTests : IAsyncLifetime
{
    private readonly TestLake _lake = new();

    private AmazonS3Client _s3 = null!;

    private string Folder => Path.Combine(_lake.Lake, "shop", "a", "b");

    public async Task InitializeAsync()
    {
        await _lake.InitializeAsync();
        _s3 = _lake.S3();
        await _s3.PutBucketAsync("shop");
    }

    public Task DisposeAsync() => _lake.DisposeAsync();

    [Fact]
    public async Task PutObject_KeyWithASlashAtItsEnd_IsAFolderThatOutlivesWhatWasInIt()
    {
        await _s3.PutObjectAsync(
            new()
            {
                BucketName = "shop",
                Key = "a/b/",
                ContentBody = "",
                TagSet = [new() { Key = "k", Value = "v" }],
            }
        );
        await _s3.PutObjectAsync(
            new()
            {
                BucketName = "shop",
                Key = "a/b/c/d",
                ContentBody = "x",
            }
        );
        await _s3.DeleteObjectAsync("shop", "a/b/c/d");
        await _lake.RestartAsync();
        _s3 = _lake.S3();

        Directory.EnumerateFileSystemEntries(Folder).ShouldBeEmpty();
        (await _s3.ListObjectsV2Async(new() { BucketName = "shop" }))
            .S3Objects.ShouldHaveSingleItem()
            .Key.ShouldBe("a/b/");
        (await _s3.GetObjectTaggingAsync(new() { BucketName = "shop", Key = "a/b/" }))
            .Tagging.ShouldHaveSingleItem()
            .Value.ShouldBe("v");
        await _s3.DeleteObjectAsync("shop", "a/b/");
        Directory.Exists(Path.Combine(_lake.Lake, "shop", "a")).ShouldBeFalse();
    }

    [Fact]
    public async Task ListObjectsV2_FoldersThatAreNoObjects_AreNotListed()
    {
        Directory.CreateDirectory(Folder);
        await _s3.PutObjectAsync(
            new()
            {
                BucketName = "shop",
                Key = "a/",
                ContentBody = "",
            }
        );

        (await _s3.ListObjectsV2Async(new() { BucketName = "shop" })).S3Objects.Select(o => o.Key).ShouldBe(["a/"]);
        var below = await _s3.ListObjectsV2Async(
            new()
            {
                BucketName = "shop",
                Prefix = "a/",
                Delimiter = "/",
            }
        );
        below.S3Objects.Select(o => o.Key).ShouldBe(["a/"]);
        below.CommonPrefixes.ShouldBeNull();
        (await _s3.ListObjectsV2Async(new() { BucketName = "shop", Delimiter = "/" })).CommonPrefixes.ShouldBe(["a/"]);
        (await _s3.ListObjectsV2Async(new() { BucketName = "shop", StartAfter = "a/" })).S3Objects.ShouldBeNull();
    }

    [Fact]
    public async Task PutObject_BytesUnderAKeyWithASlashAtItsEnd_AreRefused()
    {
        var refused = await Should.ThrowAsync<AmazonS3Exception>(() =>
            _s3.PutObjectAsync(
                new()
                {
                    BucketName = "shop",
                    Key = "a/b/",
                    ContentBody = "x",
                }
            )
        );

        refused.ErrorCode.ShouldBe("NotImplemented");
        Directory.Exists(Folder).ShouldBeFalse();
    }

    [Fact]
    public async Task DeleteBucket_WithAMarkerAlone_IsNotEmpty()
    {
        await _s3.PutObjectAsync(
            new()
            {
                BucketName = "shop",
                Key = "a/",
                ContentBody = "",
            }
        );

        (await Should.ThrowAsync<AmazonS3Exception>(() => _s3.DeleteBucketAsync("shop"))).ErrorCode.ShouldBe(
            "BucketNotEmpty"
        );
    }
}

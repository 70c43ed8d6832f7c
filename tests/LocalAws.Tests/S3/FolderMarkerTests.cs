using Amazon.S3;
using LocalAws.Tests.Wire;

namespace LocalAws.Tests.S3;

public sealed class FolderMarkerTests : IAsyncLifetime
{
    private readonly TestLake lake = new();

    private AmazonS3Client s3 = null!;

    private string Folder => Path.Combine(lake.Lake, "shop", "a", "b");

    public async Task InitializeAsync()
    {
        await lake.InitializeAsync();
        s3 = lake.S3();
        await s3.PutBucketAsync("shop");
    }

    public Task DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task PutObject_KeyWithASlashAtItsEnd_IsAFolderThatOutlivesWhatWasInIt()
    {
        await s3.PutObjectAsync(
            new()
            {
                BucketName = "shop",
                Key = "a/b/",
                ContentBody = "",
                TagSet = [new() { Key = "k", Value = "v" }],
            }
        );
        await s3.PutObjectAsync(
            new()
            {
                BucketName = "shop",
                Key = "a/b/c/d",
                ContentBody = "x",
            }
        );
        await s3.DeleteObjectAsync("shop", "a/b/c/d");
        await lake.RestartAsync();
        s3 = lake.S3();

        Directory.EnumerateFileSystemEntries(Folder).ShouldBeEmpty();
        (await s3.ListObjectsV2Async(new() { BucketName = "shop" }))
            .S3Objects.ShouldHaveSingleItem()
            .Key.ShouldBe("a/b/");
        (await s3.GetObjectTaggingAsync(new() { BucketName = "shop", Key = "a/b/" }))
            .Tagging.ShouldHaveSingleItem()
            .Value.ShouldBe("v");
        await s3.DeleteObjectAsync("shop", "a/b/");
        Directory.Exists(Path.Combine(lake.Lake, "shop", "a")).ShouldBeFalse();
    }

    [Fact]
    public async Task ListObjectsV2_FoldersThatAreNoObjects_AreNotListed()
    {
        Directory.CreateDirectory(Folder);
        await s3.PutObjectAsync(
            new()
            {
                BucketName = "shop",
                Key = "a/",
                ContentBody = "",
            }
        );

        (await s3.ListObjectsV2Async(new() { BucketName = "shop" })).S3Objects.Select(o => o.Key).ShouldBe(["a/"]);
        var below = await s3.ListObjectsV2Async(
            new()
            {
                BucketName = "shop",
                Prefix = "a/",
                Delimiter = "/",
            }
        );
        below.S3Objects.Select(o => o.Key).ShouldBe(["a/"]);
        below.CommonPrefixes.ShouldBeNull();
        (await s3.ListObjectsV2Async(new() { BucketName = "shop", Delimiter = "/" })).CommonPrefixes.ShouldBe(["a/"]);
        (await s3.ListObjectsV2Async(new() { BucketName = "shop", StartAfter = "a/" })).S3Objects.ShouldBeNull();
    }

    [Fact]
    public async Task PutObject_BytesUnderAKeyWithASlashAtItsEnd_AreRefused()
    {
        var refused = await Should.ThrowAsync<AmazonS3Exception>(() =>
            s3.PutObjectAsync(
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
        await s3.PutObjectAsync(
            new()
            {
                BucketName = "shop",
                Key = "a/",
                ContentBody = "",
            }
        );

        (await Should.ThrowAsync<AmazonS3Exception>(() => s3.DeleteBucketAsync("shop"))).ErrorCode.ShouldBe(
            "BucketNotEmpty"
        );
    }
}

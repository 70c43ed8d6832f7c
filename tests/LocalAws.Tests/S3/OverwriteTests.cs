using Amazon.S3;
using LocalAws.S3.Storage;
using LocalAws.State;
using LocalAws.Tests.Wire;

namespace LocalAws.Tests.S3;

/// <summary>Content and facts of an object belong together, also while it is written over.</summary>
public sealed class OverwriteTests : IAsyncLifetime
{
    private readonly TestLake _lake = new();

    private AmazonS3Client _s3 = null!;

    private string Bucket => Path.Combine(_lake.Lake, "shop");

    public async Task InitializeAsync()
    {
        await _lake.InitializeAsync();
        _s3 = _lake.S3();
        await _s3.PutBucketAsync("shop");
    }

    public Task DisposeAsync() => _lake.DisposeAsync();

    [Fact]
    public async Task Overwrite_WhoseFactsCannotBeWritten_LeavesTheObjectAsItWas()
    {
        var before = await Put("before");
        using var disk = new SqliteFile(new StateFolder(_lake.Lake).Objects, "objects");
        disk.Execute("CREATE TRIGGER full BEFORE INSERT ON objects BEGIN SELECT RAISE(ABORT, 'disk is full'); END");

        await Should.ThrowAsync<AmazonS3Exception>(() => Put("after it"));

        (await File.ReadAllTextAsync(Path.Combine(Bucket, "k"))).ShouldBe("before");
        (await _s3.GetObjectMetadataAsync("shop", "k")).ETag.ShouldBe(before);
    }

    [Fact]
    public async Task Overwrite_OfAnObjectThatIsBeingListed_LeavesTheListItsETag()
    {
        var before = await Put("before");
        var walked = new KeyWalk(Bucket, "", "", collapse: false, new HashSet<string>()).Keys().ToList();

        await Put("after it");

        using var records = new ObjectRecords(new StateFolder(_lake.Lake).Objects);
        var store = new ObjectStore(new(_lake.Lake), records);
        $"\"{store.Facts("shop", walked.ShouldHaveSingleItem()).ETag}\"".ShouldBe(before);
    }

    private async Task<string> Put(string content)
    {
        var put = await _s3.PutObjectAsync(
            new()
            {
                BucketName = "shop",
                Key = "k",
                ContentBody = content,
            }
        );
        return put.ETag;
    }
}

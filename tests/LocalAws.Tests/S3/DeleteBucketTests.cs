using LocalAws.S3.Storage;
using LocalAws.State;
using LocalAws.Wire;

namespace LocalAws.Tests.S3;

public sealed class DeleteBucketTests : IDisposable
{
    private readonly DirectoryInfo _lake = Directory.CreateTempSubdirectory("lake");
    private readonly ObjectRecords _records;
    private readonly ObjectStore _store;

    public DeleteBucketTests()
    {
        var folder = new StateFolder(_lake.FullName);
        folder.Create();
        _records = new(folder.Objects);
        _store = new(folder, _records);
        _store.CreateBucket("shop");
    }

    private string Bucket => Path.Combine(_lake.FullName, "shop");

    public void Dispose()
    {
        _records.Dispose();
        _lake.Delete(recursive: true);
    }

    [Fact]
    public void DeleteBucket_BesideAPut_WaitsForItAndKeepsTheObject()
    {
        Exception? refused = null;
        var deleting = new Thread(() => refused = Record.Exception(() => _store.DeleteBucket("shop")));

        _store.Commit(Draft(), "shop", "k", Facts, _ => WaitUntilItWaits(deleting));

        deleting.Join();
        refused.ShouldBeOfType<AwsException>().Code.ShouldBe("BucketNotEmpty");
        File.Exists(Path.Combine(Bucket, "k")).ShouldBeTrue();
    }

    [Fact]
    public void Put_IntoABucketThatGoesMeanwhile_DoesNotBringItBack()
    {
        var put = () => _store.Commit(Draft(), "shop", "k", Facts, _ => Directory.Delete(Bucket));

        Should.Throw<AwsException>(put).Code.ShouldBe("NoSuchBucket");

        Directory.Exists(Bucket).ShouldBeFalse();
    }

    [Fact]
    public void DeleteBucket_WithEmptyFoldersAndLinksOut_LeavesWhatTheyLeadTo()
    {
        var outside = _lake.CreateSubdirectory(".outside");
        outside.CreateSubdirectory("inner");
        Directory.CreateDirectory(Path.Combine(Bucket, "a", "b"));
        Directory.CreateSymbolicLink(Path.Combine(Bucket, "a", "link"), outside.FullName);

        _store.DeleteBucket("shop");

        Directory.Exists(Bucket).ShouldBeFalse();
        Directory.Exists(Path.Combine(outside.FullName, "inner")).ShouldBeTrue();
    }

    private static ObjectFacts Facts => new("etag", new Dictionary<string, string>());

    private string Draft()
    {
        var draft = _store.NewDraft();
        File.WriteAllText(draft, "content");
        return draft;
    }

    private static void WaitUntilItWaits(Thread thread)
    {
        thread.Start();
        SpinWait.SpinUntil(() => !thread.IsAlive || thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
    }
}

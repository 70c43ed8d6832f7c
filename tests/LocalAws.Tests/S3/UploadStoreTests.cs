using LocalAws.S3.Storage;
using LocalAws.Wire;

namespace LocalAws.Tests.S3;

/// <summary>Requests for one upload that overtake each other.</summary>
public sealed class UploadStoreTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("uploads");
    private readonly UploadStore _uploads;
    private readonly string _id;

    public UploadStoreTests()
    {
        _uploads = new(_folder.FullName);
        var headers = new Dictionary<string, string>();
        _id = _uploads.Create(new("shop", "k", headers, DateTime.UnixEpoch, ChecksumHeader: null, false, Tags: null));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Part_ThatArrivesAfterTheEnd_FindsNoUpload()
    {
        _uploads.End(_id);

        Code(() => _uploads.Commit("draft", _id, 1, "etag")).ShouldBe("NoSuchUpload");
    }

    [Fact]
    public void Parts_ListedAfterTheEnd_FindNoUpload()
    {
        _uploads.End(_id);

        Code(() => _uploads.Parts(_id)).ShouldBe("NoSuchUpload");
    }

    [Fact]
    public void End_ByTwo_MakesOneObject()
    {
        var made = 0;
        _uploads.End(_id, () => made++);

        Code(() => _uploads.End(_id, () => made++)).ShouldBe("NoSuchUpload");

        made.ShouldBe(1);
    }

    [Fact]
    public void End_WhoseObjectIsRefused_KeepsTheUpload()
    {
        Should.Throw<AwsException>(() => _uploads.End(_id, () => throw new AwsException("PreconditionFailed", "")));

        _uploads.Find(_id, "shop", "k").Key.ShouldBe("k");
    }

    private static string Code(Action call) => Should.Throw<AwsException>(call).Code;
}

using LocalAws.S3.Storage;
using LocalAws.Sql.Tables;
using LocalAws.State;

namespace LocalAws.Tests.State;

public sealed class LakeLinkTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("entries");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Entries_OfFilesThatGoMeanwhile_AreThoseThatStay()
    {
        foreach (var name in (string[])["a", "b", "c"])
            File.WriteAllText(Path.Combine(_folder.FullName, name), name);
        List<string> found = [];

        foreach (var entry in LakeLinks.Entries(_folder, _folder.FullName, new()))
        {
            found.Add(entry.Name);
            foreach (var other in _folder.GetFiles().Where(f => f.Name != entry.Name))
                other.Delete();
        }

        found.ShouldBe(_folder.GetFiles().Select(f => f.Name));
    }

    [Fact]
    public void Entries_OfAFolderThatHasGone_AreNone()
    {
        var gone = Path.Combine(_folder.FullName, "gone");

        LakeLinks.Entries(new(gone), _folder.FullName, new()).ShouldBeEmpty();
        DataFile.Under(gone).ShouldBeEmpty();
        new KeyWalk(gone, "", "", collapse: false, new HashSet<string>()).Keys().ShouldBeEmpty();
    }
}

using LocalAws.State;

namespace LocalAws.Tests.State;

public sealed class StateFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("state");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void WritePrivately_BesideAnotherWriteOfThatFile_LeavesItsDraft()
    {
        var state = new StateFolder(_folder.FullName);
        state.Create();
        // Where the other one stands: written, and not yet moved.
        var other = Path.Combine(state.Temporary, Path.GetFileName(state.Keys));
        File.WriteAllText(other, "other");

        state.WritePrivately(state.Keys, "mine");

        File.ReadAllText(state.Keys).ShouldBe("mine");
        File.ReadAllText(other).ShouldBe("other");
        Directory.EnumerateFiles(state.Temporary).ShouldBe([other]);
    }
}

using CommerceAnalytics.OneMachine.Lake;

namespace CommerceAnalytics.OneMachine.Tests.Lake;

public sealed class LakeFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void WriteProblem_LakeThatIsNotThere_IsNoneAndNothingIsMade()
    {
        new LakeFolder(_folder.At("a", "b")).WriteProblem().ShouldBeNull();

        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/proc/lake")]
    [InlineData("/dev/null/lake")]
    public void WriteProblem_PlaceThatTakesNoFiles_IsTold(string path)
    {
        if (OperatingSystem.IsLinux())
            new LakeFolder(path).WriteProblem().ShouldNotBeNull().ShouldContain($"'{path}' (--lake)");
    }

    [Fact]
    public void HasEvents_MarkersAlone_AreNone()
    {
        var lake = new LakeFolder(_folder.Path);
        Directory.CreateDirectory(lake.EventsFolder);
        File.WriteAllText(Path.Combine(lake.EventsFolder, ".sample.json"), "{}");
        lake.HasEvents.ShouldBeFalse();

        File.WriteAllText(Path.Combine(lake.EventsFolder, "part-0.json"), "{}");

        lake.HasEvents.ShouldBeTrue();
    }

    public void Dispose() => _folder.Dispose();
}

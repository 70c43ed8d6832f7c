using FunctionsHost.Files;
using FunctionsHost.Tests.Small;

namespace FunctionsHost.Tests.Files;

public class OwnFileTests
{
    [Fact]
    public void TryCreate_AnotherWasFirst_LeavesItsFileAlone()
    {
        using var folder = new TestFolder();
        var path = folder.File("keys.json", "first");

        OwnFile.TryCreate(path, "second"u8.ToArray()).ShouldBeFalse();

        File.ReadAllText(path).ShouldBe("first");
        Directory.GetFiles(folder.Path).ShouldBe([path]);
    }

    [Fact]
    public void TryCreate_FileIsNotThere_MakesIt()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "keys.json");

        OwnFile.TryCreate(path, "first"u8.ToArray()).ShouldBeTrue();

        File.ReadAllText(path).ShouldBe("first");
    }
}

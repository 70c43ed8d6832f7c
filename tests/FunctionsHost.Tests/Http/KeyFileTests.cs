using FunctionsHost.Hosting;
using FunctionsHost.Http.Keys;
using FunctionsHost.Tests.Small;

namespace FunctionsHost.Tests.Http;

public sealed class KeyFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ReadOrCreate_FirstStart_MakesFourDifferentLongKeys()
    {
        var keys = KeyFile.ReadOrCreate(_folder.Path);

        string[] all = [keys.FunctionKey, keys.HostKey, keys.MasterKey, keys.DurableExtensionKey];
        all.Distinct().Count().ShouldBe(4);
        all.ShouldAllBe(key =>
            key.Length >= 50
            && key.All(character => char.IsAsciiLetterOrDigit(character) || character == '-' || character == '_')
        );
    }

    [Fact]
    public void ReadOrCreate_LaterStart_GivesTheSameKeys() =>
        KeyFile.ReadOrCreate(_folder.Path).ShouldBe(KeyFile.ReadOrCreate(_folder.Path));

    [Fact]
    public void ReadOrCreate_FirstStart_LeavesOneFileForTheOwnerAlone()
    {
        KeyFile.ReadOrCreate(_folder.Path);

        var file = Directory.GetFiles(_folder.Path).ShouldHaveSingleItem();
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(OwnerOnly);
    }

    [Fact]
    public void ReadOrCreate_FileOpenToOthers_IsClosedAgain()
    {
        KeyFile.ReadOrCreate(_folder.Path);
        var file = Directory.GetFiles(_folder.Path).Single();
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(file, OwnerOnly | UnixFileMode.OtherRead);

        KeyFile.ReadOrCreate(_folder.Path);

        File.GetUnixFileMode(file).ShouldBe(OwnerOnly);
    }

    [Theory]
    [InlineData("{ half")]
    [InlineData("{}")]
    [InlineData("null")]
    public void ReadOrCreate_FileDamaged_SaysWhichAndWhatToDo(string content)
    {
        _folder.File("keys.json", content);

        var failure = Should.Throw<HostStateException>(() => KeyFile.ReadOrCreate(_folder.Path));

        failure.Message.ShouldContain("keys.json");
        failure.Advice.ShouldContain("restore it from a backup. Where it is lost, delete it");
    }

    [Fact]
    public void ToString_Keys_ShowsNone()
    {
        var keys = KeyFile.ReadOrCreate(_folder.Path);

        keys.ToString().ShouldNotContain(keys.MasterKey);
    }
}

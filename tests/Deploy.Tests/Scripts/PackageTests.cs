using System.IO.Compression;

namespace Deploy.Tests.Scripts;

/// <summary>deploy/package.sh and hash.sh: what is packed is what was tested.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("commerce-package-");

    private string App => Path.Combine(_folder.FullName, "app");

    private string Zip => Path.Combine(_folder.FullName, "app.zip");

    [Fact]
    public async Task Package_FolderWithoutHostJson_IsRefused()
    {
        var ran = await RunAsync("package.sh", _folder.FullName, Zip);

        ran.ExitCode.ShouldBe(1);
        ran.Output.ShouldContain("holds no host.json");
    }

    [Fact]
    public async Task Package_PublishedFolder_HoldsHiddenFoldersToo()
    {
        await WriteAsync();

        var ran = await RunAsync("package.sh", App, Zip);

        ran.ExitCode.ShouldBe(0, ran.All);
        using var zip = ZipFile.OpenRead(Zip);
        zip.Entries.Select(entry => entry.FullName).ShouldContain(".azurefunctions/extensions.json");
        zip.Entries.Select(entry => entry.FullName).ShouldContain("host.json");
    }

    [Fact]
    public async Task Package_FolderThatTheTestsLeftAsItWas_KeepsItsHash()
    {
        await WriteAsync();
        var tested = await HashAsync(App);

        var ran = await RunAsync("package.sh", App, Zip, tested);

        ran.ExitCode.ShouldBe(0, ran.All);
        (await File.ReadAllTextAsync($"{Zip}.sha256")).Trim().ShouldBe(tested);
        (await HashAsync(Zip)).ShouldBe(tested);
    }

    [Fact]
    public async Task Package_FolderThatChangedSinceTheTests_IsRefused()
    {
        await WriteAsync();
        var tested = await HashAsync(App);
        await File.WriteAllTextAsync(Path.Combine(App, ".azurefunctions", "extensions.json"), "[]");

        var ran = await RunAsync("package.sh", App, Zip, tested);

        ran.ExitCode.ShouldBe(1);
        ran.Output.ShouldContain("is not what was tested");
        File.Exists(Zip).ShouldBeFalse();
    }

    [Fact]
    public async Task Package_HashOfTheTestsThatIsEmpty_IsRefused()
    {
        await WriteAsync();

        var ran = await RunAsync("package.sh", App, Zip, "");

        ran.ExitCode.ShouldBe(1);
        ran.Output.ShouldContain("is not what was tested");
    }

    [Fact]
    public async Task Hash_OfTheSameFilesAtOtherTimes_IsTheSame()
    {
        await WriteAsync();
        var before = await HashAsync(App);
        File.SetLastWriteTimeUtc(Path.Combine(App, "host.json"), new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));

        (await HashAsync(App)).ShouldBe(before);
    }

    [Fact]
    public async Task Hash_OfAFileWithAnotherName_IsAnother()
    {
        await WriteAsync();
        var before = await HashAsync(App);
        File.Move(Path.Combine(App, "host.json"), Path.Combine(App, "host2.json"));

        (await HashAsync(App)).ShouldNotBe(before);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task WriteAsync()
    {
        Directory.CreateDirectory(App);
        await AppFolder.WriteAsync(App);
    }

    private static async Task<string> HashAsync(string path)
    {
        var ran = await RunAsync("hash.sh", path);
        ran.ExitCode.ShouldBe(0, ran.All);
        return ran.Output.Trim();
    }

    private static Task<Tool> RunAsync(string script, params string[] arguments) =>
        Tool.RunAsync("bash", Repository.Root, [Repository.Path("deploy", script), .. arguments]);
}

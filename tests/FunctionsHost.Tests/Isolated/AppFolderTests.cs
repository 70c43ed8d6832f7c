using System.Security.Cryptography;
using FunctionsHost.Tests.Hosting;

namespace FunctionsHost.Tests.Isolated;

public sealed class AppFolderTests
{
    [Fact]
    public async Task Run_OfAnApp_LeavesItsFolderAsItWas()
    {
        var before = Contents();
        await using (var host = await TestHost.StartAsync())
            await host.Client.GetStringAsync("hello/folder");

        Contents().ShouldBe(before);
    }

    [Fact]
    public void OutputFolder_OfTheTests_HoldsNoAppThatCouldBeRunByAccident()
    {
        var names = Directory.GetFileSystemEntries(AppContext.BaseDirectory).Select(Path.GetFileName).ToList();

        names.ShouldNotContain("functions.metadata");
        names.ShouldNotContain(".azurefunctions");
        names.ShouldNotContain("SampleApp.dll");
    }

    private static List<string> Contents() =>
        [
            .. Directory
                .GetFiles(SampleApp.Folder, "*", SearchOption.AllDirectories)
                .Order()
                .Select(file => $"{file} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"),
        ];
}

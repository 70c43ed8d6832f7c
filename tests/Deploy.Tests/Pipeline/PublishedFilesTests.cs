using System.Text.Json;

namespace Deploy.Tests.Pipeline;

/// <summary>What <c>dotnet publish</c> puts into the package.</summary>
public sealed class PublishedFilesTests
{
    [Fact]
    public async Task Publish_OfTheApp_HoldsItsHostJsonAndNoSettingsOfAMachine()
    {
        // MSBuild's own answer to what it would publish: a real publish takes ten times as long.
        var asked = await Tool.RunAsync(
            "dotnet", Repository.Root, ["msbuild", "src/CommerceAnalytics.Functions", "-t:ComputeResolvedFilesToPublishList", "-getItem:ResolvedFileToPublish"]);

        asked.ExitCode.ShouldBe(0, asked.All);
        using var json = JsonDocument.Parse(asked.Output);
        var files = json.RootElement.GetProperty("Items").GetProperty("ResolvedFileToPublish").EnumerateArray()
            .ToDictionary(file => file.GetProperty("RelativePath").GetString()!, file => file.GetProperty("FullPath").GetString()!);
        files.ShouldContainKey("host.json");
        File.ReadAllBytes(files["host.json"]).ShouldBe(File.ReadAllBytes(Repository.Path("host.json")));
        files.Keys.ShouldNotContain(file => file.Contains("settings", StringComparison.OrdinalIgnoreCase));
    }
}

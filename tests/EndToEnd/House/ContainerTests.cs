using System.Text.Json;
using System.Text.RegularExpressions;

namespace EndToEnd.House;

/// <summary>The files for containers, as far as they can be held to the repository without an engine.</summary>
public sealed partial class ContainerTests
{
    private static readonly JsonDocumentOptions WithComments = new() { CommentHandling = JsonCommentHandling.Skip };

    private static readonly string Sdk = JsonDocument
        .Parse(Text("global.json"))
        .RootElement.GetProperty("sdk")
        .GetProperty("version")
        .GetString()!;

    [Theory]
    [InlineData("Dockerfile")]
    [InlineData(".devcontainer/devcontainer.json")]
    public void Images_OfDotNet_AreOfTheSdksVersion(string file)
    {
        var tags = Tag().Matches(Text(file)).Select(match => match.Groups["tag"].Value).ToList();

        tags.ShouldNotBeEmpty();
        tags.ShouldAllBe(tag => Sdk.StartsWith(tag + ".", StringComparison.Ordinal));
    }

    [Fact]
    public void Context_OfTheImage_HoldsNoKeysAndNothingBuilt()
    {
        var ignored = Text(".dockerignore").Split('\n');

        foreach (var entry in (string[])["**/bin/", "**/obj/", "**/node_modules/", "**/local.settings.json", ".local/"])
            ignored.ShouldContain(entry);
    }

    [Fact]
    public void Devcontainer_Forwards_ThePortsOfServe()
    {
        using var file = JsonDocument.Parse(Text(".devcontainer/devcontainer.json"), WithComments);

        var ports = file.RootElement.GetProperty("forwardPorts").EnumerateArray().Select(port => port.GetInt32());

        ports.ShouldBe([7071, 4566]);
    }

    private static string Text(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    [GeneratedRegex(@"mcr\.microsoft\.com/[a-z/]*dotnet[a-z/]*:(?<tag>[0-9.]+)")]
    private static partial Regex Tag();
}

using System.Xml.Linq;

namespace EndToEnd.House;

/// <summary>Who may use whom, as docs/architecture.md draws it.</summary>
public sealed class DependencyTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["CommerceAnalytics"] = [],
        ["CommerceAnalytics.Aws"] = ["CommerceAnalytics", "AwsSdk"],
        ["CommerceAnalytics.Functions"] = ["CommerceAnalytics", "CommerceAnalytics.Aws", "AzureFunctions"],
        ["LocalAws"] = [],
        ["LocalDurableTask"] = ["AzureFunctions"],
        ["LocalHost"] = ["CommerceAnalytics.Functions", "LocalDurableTask", "LocalAws"],
        ["AwsSdk"] = ["AwsSdk.Unlisted"],
        ["AwsSdk.Unlisted"] = [],
        ["AzureFunctions"] = [],
    };

    [Fact]
    public void Projects_ReferToEachOther_OnlyAsDrawn()
    {
        var projects = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories);

        projects.Select(Path.GetFileNameWithoutExtension).ShouldBe(Allowed.Keys, ignoreOrder: true);
        foreach (var project in projects)
        {
            References(project).ShouldBeSubsetOf(Allowed[Path.GetFileNameWithoutExtension(project)], project);
        }
    }

    [Fact]
    public void TheCore_UsesNoPackage()
    {
        var project = Path.Combine(Repository.Root, "src", "CommerceAnalytics", "CommerceAnalytics.csproj");

        XDocument.Load(project).Descendants("PackageReference").ShouldBeEmpty();
    }

    [Fact]
    public void LocalAws_KnowsNothingOfCommerce()
    {
        var telling = Directory.GetFiles(Path.Combine(Repository.Root, "src", "LocalAws"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file).Contains("commerce", StringComparison.OrdinalIgnoreCase));

        telling.ShouldBeEmpty();
    }

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(project).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value));
}

using System.Text.RegularExpressions;
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
        ["DurableTask.Sqlite"] = [],
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
        // Names of this pipeline, of its shops and of what happens in them.
        string[] words =
            ["commerce", "theshop", "cart", "checkout", "purchase", "pharmacy", "userkey", "logall", "log_db", "pipeline_", "nightly", "orchestrat", "azure", "durabletask"];
        var telling = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "LocalAws"), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".sql" or ".csproj" && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => File.ReadLines(file).Where(line => words.Any(word => Regex.IsMatch(line, $@"\b{word}", RegexOptions.IgnoreCase))), (file, line) => $"{Path.GetFileName(file)}: {line.Trim()}");

        telling.ShouldBeEmpty();
    }

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(project).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value));
}

using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EndToEnd.House;

/// <summary>Who may use whom, as docs/change/architecture.md draws it.</summary>
public sealed class DependencyTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["CommerceAnalytics"] = [],
        ["CommerceAnalytics.Aws"] = ["CommerceAnalytics", "AwsClients"],
        ["CommerceAnalytics.Functions"] = ["CommerceAnalytics", "CommerceAnalytics.Aws"],
        ["CommerceAnalytics.Operations"] = ["CommerceAnalytics", "CommerceAnalytics.Aws"],
        ["DurableTask.Sqlite"] = [],
        ["FunctionsHost"] = ["FunctionsHost.WorkerHook"],
        ["FunctionsHost.WorkerHook"] = [],
        ["LocalAws"] = [],
        ["OneMachine"] = ["CommerceAnalytics.Functions", "DurableTask.Sqlite", "FunctionsHost", "LocalAws"],
        ["Trials"] = ["CommerceAnalytics.Functions", "DurableTask.Sqlite", "FunctionsHost", "LocalAws", "OneMachine"],
        ["LocalHost"] =
        [
            "CommerceAnalytics.Functions",
            "CommerceAnalytics.Operations",
            "DurableTask.Sqlite",
            "FunctionsHost",
            "LocalAws",
            "OneMachine",
            "Trials",
        ],
        ["AwsClients"] = ["AwsClients.Unlisted"],
        ["AwsClients.Unlisted"] = [],
    };

    [Fact]
    public void Projects_ReferToEachOther_OnlyAsDrawn()
    {
        var obj = $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}";
        var projects = Directory
            .GetFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(project => !project.Contains(obj, StringComparison.Ordinal))
            .ToList();

        projects.Select(Path.GetFileNameWithoutExtension).ShouldBe(Allowed.Keys, ignoreOrder: true);
        foreach (var project in projects)
        {
            References(project).ShouldBeSubsetOf(Allowed[Path.GetFileNameWithoutExtension(project)], project);
        }
    }

    /// <summary>No cloud's, no framework's: it reads the summaries' files, and no more.</summary>
    [Fact]
    public void TheCore_UsesNoPackageButTheReaderOfYaml()
    {
        var project = Path.Combine(Repository.Root, "src", "CommerceAnalytics", "CommerceAnalytics.csproj");
        var packages = XDocument.Load(project).Descendants("PackageReference");

        packages.Select(package => package.Attribute("Include")!.Value).ShouldBe(["YamlDotNet"]);
    }

    /// <summary>It runs on any provider of DurableTask.Core: whoever starts a host brings one.</summary>
    [Fact]
    public void TheFunctionsHost_NamesNoStoreAmongItsPackages()
    {
        var project = Path.Combine(Repository.Root, "src", "FunctionsHost", "FunctionsHost.csproj");
        var packages = XDocument
            .Load(project)
            .Descendants("PackageReference")
            .Select(package => package.Attribute("Include")!.Value);

        packages.ShouldContain("Microsoft.Azure.DurableTask.Core");
        packages.ShouldNotContain(name => name.Contains("Storage") || name.Contains("Sqlite"));
    }

    [Theory]
    [InlineData("LocalAws", "orchestrat", "azure", "durabletask")]
    [InlineData("FunctionsHost", "athena", "glue")]
    [InlineData("FunctionsHost.WorkerHook")]
    public void WhatAnyoneCouldUse_KnowsNothingOfCommerce(string project, params string[] others)
    {
        // Names of this pipeline, of its shops and of what happens in them.
        string[] commerce =
        [
            "commerce",
            "theshop",
            "cart",
            "checkout",
            "purchase",
            "pharmacy",
            "userkey",
            "logall",
            "log_db",
            "pipeline_",
            "nightly",
        ];
        var words = new Regex(
            $@"\b({string.Join('|', [.. commerce, .. others])})",
            RegexOptions.IgnoreCase,
            TimeSpan.FromSeconds(1)
        );
        var telling =
            from file in SourcesOf(project)
            from line in File.ReadLines(file)
            where words.IsMatch(line)
            select $"{Path.GetFileName(file)}: {line.Trim()}";

        telling.ShouldBeEmpty();
    }

    private static IEnumerable<string> SourcesOf(string project)
    {
        var built = $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}";
        var files = Directory.EnumerateFiles(
            Path.Combine(Repository.Root, "src", project),
            "*",
            SearchOption.AllDirectories
        );
        return files.Where(file =>
            Path.GetExtension(file) is ".cs" or ".sql" or ".csproj" or ".proto" && !file.Contains(built)
        );
    }

    /// <summary>
    /// Whatever shows or measures orchestrations must do so on any store. The one that opens SQLite itself measures the
    /// disk.
    /// </summary>
    [Fact]
    public void Stores_AreReadByTheirClientsAlone()
    {
        string[] readers = ["FunctionsHost", "OneMachine", "Trials", "LocalHost", "CommerceAnalytics.Functions"];
        var opening = readers
            .SelectMany(project =>
                Directory.EnumerateFiles(
                    Path.Combine(Repository.Root, "src", project),
                    "*.cs",
                    SearchOption.AllDirectories
                )
            )
            .Where(file => File.ReadAllText(file).Contains("Microsoft.Data.Sqlite", StringComparison.Ordinal))
            .Select(Path.GetFileName);

        opening.ShouldBe(["CommitProbe.cs"]);
    }

    private static IEnumerable<string> References(string project) =>
        XDocument
            .Load(project)
            .Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value));
}

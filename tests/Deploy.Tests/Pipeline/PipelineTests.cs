using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Deploy.Tests.Pipeline;

/// <summary>azure-pipelines.yml parses, and what it calls is there.</summary>
public sealed class PipelineTests
{
    private static readonly YamlMappingNode Pipeline = Read();

    [Fact]
    public void Stages_InTheirOrder_ShowWhatProductionWouldChangeBeforeItIsApproved()
    {
        var stages = Sequence(Pipeline, "stages").ToDictionary(stage => Text(stage, "stage")!);

        stages.Keys.ShouldBe(["Build", "Staging", "Preview", "Production"]);
        Text(stages["Staging"], "dependsOn").ShouldBe("Build");
        Text(stages["Preview"], "dependsOn").ShouldBe("Staging");
        Text(stages["Production"], "dependsOn").ShouldBe("Preview");
        // An environment's approval would keep the answer back until it is given.
        Nodes(stages["Preview"]).ShouldAllBe(node => Text(node, "environment") == null);
        Text(stages["Staging"], "condition")!.ShouldContain("refs/heads/main");
    }

    [Fact]
    public void Runs_OneAfterTheOther_DeployInTheOrderOfTheirCommits()
    {
        Text(Pipeline["trigger"], "batch").ShouldBe("true");
        foreach (var stage in Sequence(Pipeline, "stages").Where(IsDeployment))
            Text(stage, "lockBehavior").ShouldBe("sequential");
    }

    [Fact]
    public void Scripts_OfSeveralCommands_EndWhereOneFails() =>
        Scripts()
            .Where(script =>
                script.Contains(" | ", StringComparison.Ordinal) || script.Contains("; do ", StringComparison.Ordinal)
            )
            .ShouldAllBe(script => script.StartsWith("set -euo pipefail\n", StringComparison.Ordinal));

    [Fact]
    public void Scripts_ThatAreCalled_AreThereAndExecutable()
    {
        var called = Scripts()
            .SelectMany(script =>
                Regex.Matches(script, @"\bdeploy/[\w./-]+\.sh", RegexOptions.None, TimeSpan.FromSeconds(1))
            )
            .Select(match => match.Value)
            .Distinct()
            .ToList();

        called.ShouldBe(
            [
                "deploy/hash.sh",
                "deploy/package.sh",
                "deploy/check-templates.sh",
                "deploy/azure/release.sh",
                "deploy/azure/what-if.sh",
            ],
            ignoreOrder: true
        );
        foreach (var script in called)
            File.GetUnixFileMode(Repository.Path(script))
                .ShouldSatisfyAllConditions(mode => (mode & UnixFileMode.UserExecute).ShouldNotBe(UnixFileMode.None));
    }

    [Fact]
    public void Projects_ThatAreNamed_AreThere()
    {
        var named = Scripts()
            .SelectMany(script =>
                Regex.Matches(script, @"\b(src|tests)/[\w.]+", RegexOptions.None, TimeSpan.FromSeconds(1))
            )
            .Select(match => match.Value)
            .Distinct()
            .ToList();

        named.ShouldNotBeEmpty();
        named.ShouldAllBe(folder => Directory.Exists(Repository.Path(folder)));
    }

    [Fact]
    public void Deployments_UseEnvironmentsAndServiceConnections_NotSecrets()
    {
        foreach (var environment in new[] { "staging", "production" })
        {
            var stage = Sequence(Pipeline, "stages")
                .Single(stage => string.Equals(Text(stage, "stage"), environment, StringComparison.OrdinalIgnoreCase));
            var job = Sequence((YamlMappingNode)stage, "jobs").Single();
            var azure = Nodes(job)
                .OfType<YamlMappingNode>()
                .Single(node => Text(node, "azureSubscription") is not null);

            Text(job, "environment").ShouldBe($"commerce-{environment}");
            Text(azure, "azureSubscription").ShouldBe($"commerce-{environment}");
            Text(azure, "arguments")!.ShouldStartWith(environment);
        }

        File.ReadAllText(Repository.Path("azure-pipelines.yml"))
            .ShouldNotMatch("(?i)(aws_secret|aws_access_key|client_secret|password)");
    }

    [Fact]
    public void Tests_PublishResultsAndCoverage()
    {
        var tasks = Nodes(Pipeline)
            .OfType<YamlMappingNode>()
            .Select(node => Text(node, "task"))
            .OfType<string>()
            .ToList();

        tasks.ShouldContain("PublishTestResults@2");
        tasks.ShouldContain("PublishCodeCoverageResults@2");
        Scripts()
            .ShouldContain(script =>
                script.Contains("--collect \"Code Coverage;Format=cobertura\"", StringComparison.Ordinal)
            );
    }

    [Fact]
    public void Package_IsTheFolderThatTheTestsRan_HeldToItsHash()
    {
        var folder = Text(Pipeline["variables"], "publishedApp")!;
        var scripts = Scripts().ToList();
        int At(string words) => scripts.FindIndex(script => script.Contains(words, StringComparison.Ordinal));

        var steps = new[] { "dotnet build", "deploy/hash.sh", "dotnet test", "deploy/package.sh" }.Select(At).ToList();
        steps.ShouldBe(steps.Order());
        steps.ShouldAllBe(step => step >= 0);
        scripts[At("dotnet build")].ShouldContain("-c Release");
        scripts[At("dotnet test")].ShouldContain("--no-build -c Release");
        scripts[At("deploy/package.sh")].ShouldContain("tested.sha256");
        scripts.ShouldNotContain(script => script.Contains("dotnet publish", StringComparison.Ordinal));
        // LocalHost's project says where the build publishes the app to, and the tests find it beside the program.
        File.ReadAllText(Repository.Path("src", "LocalHost", "LocalHost.csproj"))
            .ShouldContain("/bin/$(Configuration)/$(TargetFramework)/app/");
        folder.ShouldBe($"src/LocalHost/bin/Release/{Target()}/app");
    }

    [Fact]
    public void Deployments_KeepWhatTheyWereToChange()
    {
        foreach (var stage in Sequence(Pipeline, "stages").Where(stage => Text(stage, "stage") != "Build"))
        {
            var kept = Nodes(stage).Select(node => Text(node, "artifact")).OfType<string>();
            kept.ShouldContain(name => name.StartsWith("what-if-", StringComparison.Ordinal));
        }
    }

    private static bool IsDeployment(YamlNode stage) => Text(stage, "stage") is "Staging" or "Production";

    private static string Target() =>
        Regex
            .Match(
                File.ReadAllText(Repository.Path("Directory.Build.props")),
                "<TargetFramework>(?<name>.+)</TargetFramework>",
                RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(1)
            )
            .Groups["name"]
            .Value;

    private static IEnumerable<string> Scripts() =>
        Nodes(Pipeline)
            .OfType<YamlMappingNode>()
            .SelectMany(node => new[] { Text(node, "script"), Text(node, "scriptPath") })
            .OfType<string>();

    private static YamlMappingNode Read()
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(Repository.Path("azure-pipelines.yml"));
        yaml.Load(text);
        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }

    private static IEnumerable<YamlNode> Nodes(YamlNode root) => root.AllNodes;

    private static IEnumerable<YamlNode> Sequence(YamlMappingNode node, string key) =>
        ((YamlSequenceNode)node.Children[key]).Children;

    private static string? Text(YamlNode node, string key) =>
        node is YamlMappingNode mapping && mapping.Children.TryGetValue(key, out var value)
            ? (value as YamlScalarNode)?.Value
            : null;
}

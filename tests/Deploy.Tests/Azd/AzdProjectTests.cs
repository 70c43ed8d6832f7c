using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Deploy.Tests.Azd;

/// <summary>
/// azure.yaml, held to what azd's schema (v1.0) says of the parts that it uses: azd itself passes over a key that it
/// does not know, and a hook with a wrong name never runs.
/// </summary>
public sealed partial class AzdProjectTests
{
    private static readonly string[] TopLevel =
    [
        "name",
        "resourceGroup",
        "metadata",
        "infra",
        "services",
        "resources",
        "pipeline",
        "hooks",
        "requiredVersions",
        "state",
        "platform",
        "workflows",
        "cloud",
    ];

    // Of a service whose host is "function": image, docker, apiVersion, k8s and env are other hosts' or other ways.
    private static readonly string[] FunctionService =
    [
        "resourceGroup",
        "resourceName",
        "project",
        "host",
        "language",
        "module",
        "dist",
        "remoteBuild",
        "config",
        "uses",
        "hooks",
    ];

    private static readonly string[] ServiceEvents = ["restore", "build", "package", "publish", "deploy"];

    private static readonly string[] ProjectEvents =
    [
        "provision",
        "infracreate",
        "infradelete",
        "down",
        "up",
        "package",
        "publish",
        "deploy",
        "restore",
    ];

    private static readonly string[] Hook = ["shell", "run", "continueOnError", "interactive", "windows", "posix"];

    private static readonly YamlMappingNode Project = Read();

    private static YamlNode Service => Project["services"]["app"];

    [Fact]
    public void Keys_OfTheProject_AreThoseOfTheSchema()
    {
        Keys(Project).ShouldBeSubsetOf(TopLevel);
        Project["name"].ToString().ShouldMatch("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$");
        Keys(Project["infra"]).ShouldBeSubsetOf(["provider", "path", "module", "layers"]);
        Keys(Project["metadata"]).ShouldBe(["template"]);
    }

    [Fact]
    public void Service_OfTheApp_IsAFunctionAppWithAProject()
    {
        Keys(Service).ShouldBeSubsetOf(FunctionService);
        Service["host"].ToString().ShouldBe("function");
        Service["language"].ToString().ShouldBe("dotnet");
        var folder = Repository.Path(Service["project"].ToString());
        Directory.GetFiles(folder, "*.*proj").ShouldHaveSingleItem("azd takes the only project of the folder");
    }

    [Fact]
    public void Hooks_AllOfThem_AreEventsThatAzdHasAndRunInAShell()
    {
        Keys(Project["hooks"]).ShouldBeSubsetOf(Both(ProjectEvents));
        Keys(Service["hooks"]).ShouldBeSubsetOf(Both(ServiceEvents));
        var hooks = new[] { Project["hooks"], Service["hooks"] }.SelectMany(Values).ToList();
        hooks.Count.ShouldBe(4);
        foreach (var hook in hooks)
        {
            Keys(hook).ShouldBeSubsetOf(Hook);
            hook["shell"].ToString().ShouldBe("sh", "an inline script names its shell");
            hook["run"].ToString().ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void Infra_OfTheProject_IsAParametersFileOfTheTemplate()
    {
        var infra = Project["infra"];
        infra["provider"].ToString().ShouldBe("bicep");
        var file = Repository.Path(infra["path"].ToString(), $"{infra["module"]}.bicepparam");

        File.ReadLines(file).First().ShouldBe("using 'main.bicep'");
    }

    [Fact]
    public void Up_AfterProvisioning_DeploysThePackageThatTheHookMakes()
    {
        var steps = ((YamlSequenceNode)Project["workflows"]["up"]["steps"]).Select(step => step["azd"].ToString());

        steps.ShouldBe(["provision", "deploy app --from-package out/app.zip"]);
        File.ReadAllText(Repository.Path("deploy", "azure", "azd.sh")).ShouldContain("$out/app.zip");
    }

    [Fact]
    public void Scripts_OfTheHooks_KnowTheirHook()
    {
        foreach (var (name, hook) in ((YamlMappingNode)Project["hooks"]).Children)
        {
            var called = Called().Match(hook["run"].ToString());
            called.Groups["hook"].Value.ShouldBe(name.ToString());
            File.ReadAllText(Repository.Path(called.Groups["script"].Value)).ShouldContain($"{name}() {{");
        }
    }

    private static IEnumerable<string> Both(IEnumerable<string> events) =>
        events.SelectMany(name => new[] { $"pre{name}", $"post{name}" });

    private static IEnumerable<string> Keys(YamlNode node) =>
        ((YamlMappingNode)node).Children.Keys.Select(key => key.ToString());

    private static IEnumerable<YamlNode> Values(YamlNode node) => ((YamlMappingNode)node).Children.Values;

    private static YamlMappingNode Read()
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(Repository.Path("azure.yaml"));
        yaml.Load(text);
        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }

    [GeneratedRegex(@"\Abash (?<script>\S+) (?<hook>\w+)\z")]
    private static partial Regex Called();
}

using System.Reflection;
using System.Text.Json.Nodes;

namespace Deploy.Tests.Azure;

/// <summary>
/// The templates, compiled once for all tests by the real compiler: what it said, and the resources that each
/// parameters file would make.
/// </summary>
public sealed class BicepTemplates : IAsyncLifetime
{
    private static readonly string Compiler = Path.Combine(
        typeof(BicepTemplates)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "BicepFolder")
            .Value!,
        "tools",
        "bicep"
    );

    private readonly DirectoryInfo _copy = Directory.CreateTempSubdirectory("commerce-deploy-");

    // Tests of one collection run one after another.
    private readonly Dictionary<string, JsonArray> _sets = [];

    /// <summary>What the compiler printed while linting; empty when there is nothing to say.</summary>
    public string Lint { get; private set; } = "";

    /// <summary>What it printed while building.</summary>
    public string Build { get; private set; } = "";

    /// <summary>The template as it is sent to Azure: parameters, types and resources.</summary>
    public JsonNode Template { get; private set; } = new JsonObject();

    /// <summary>The resources of an environment.</summary>
    public JsonArray Staging { get; private set; } = [];

    /// <summary>The resources of an environment.</summary>
    public JsonArray Production { get; private set; } = [];

    /// <summary>What <c>azd up</c> would make with these variables in the azd environment.</summary>
    public Task<JsonArray> AzdAsync(params (string Name, string? Value)[] variables) =>
        ResourcesAsync("azd", variables);

    private string Folder => Path.Combine(_copy.FullName, "deploy", "azure");

    public async Task InitializeAsync()
    {
        // The compiler writes beside its sources: it gets a copy.
        Copy(Repository.Path("deploy", "azure"), Folder);
        File.Copy(Repository.Path("host.json"), Path.Combine(_copy.FullName, "host.json"));
        Lint = (await CompileAsync("lint", "main.bicep")).All;
        var built = await CompileAsync("build", "main.bicep", "--stdout");
        Build = built.Errors;
        Template = JsonNode.Parse(built.Output)!;
        Staging = await ResourcesAsync("staging");
        Production = await ResourcesAsync("production");
    }

    /// <summary>
    /// The resources of an environment with more parameters, linted and built as a file of its own. The compiler's
    /// complaints fail the test. The same set is compiled once.
    /// </summary>
    /// <param name="environment">Environment whose parameters file it begins with.</param>
    /// <param name="parameters">What comes after it.</param>
    public async Task<JsonArray> WithAsync(string environment, string parameters)
    {
        if (_sets.TryGetValue($"{environment} {parameters}", out var known))
            return known;
        var name = $"set-{_sets.Count}";
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, $"{environment}.bicepparam"));
        await File.WriteAllTextAsync(Path.Combine(Folder, $"{name}.bicepparam"), $"{text}\n{parameters}\n");
        (await CompileAsync("lint", $"{name}.bicepparam")).All.ShouldBeEmpty();
        (await CompileAsync("build-params", $"{name}.bicepparam", "--stdout")).Errors.ShouldBeEmpty();
        return _sets[$"{environment} {parameters}"] = await ResourcesAsync(name);
    }

    public Task DisposeAsync()
    {
        _copy.Delete(recursive: true);
        return Task.CompletedTask;
    }

    private async Task<JsonArray> ResourcesAsync(string environment, params (string Name, string? Value)[] variables)
    {
        string[] account =
        [
            "--tenant-id",
            "00000000-0000-0000-0000-000000000002",
            "--subscription-id",
            "00000000-0000-0000-0000-000000000001",
            "--resource-group",
            "commerce",
            "--location",
            "koreacentral",
        ];
        var ran = await CompileAsync(["snapshot", $"{environment}.bicepparam", .. account], variables);
        ran.All.ShouldBeEmpty();
        var snapshot = JsonNode.Parse(
            await File.ReadAllTextAsync(Path.Combine(Folder, $"{environment}.snapshot.json"))
        )!;
        snapshot["diagnostics"]!.AsArray().ShouldBeEmpty();
        return snapshot["predictedResources"]!.AsArray();
    }

    private Task<Tool> CompileAsync(params string[] arguments) => CompileAsync(arguments, []);

    private Task<Tool> CompileAsync(string[] arguments, (string Name, string? Value)[] variables) =>
        Tool.RunAsync(Compiler, Folder, arguments, [("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1"), .. variables]);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}

/// <summary>Tests that share the compiled templates.</summary>
[CollectionDefinition(nameof(BicepTemplates))]
public sealed class TemplateCollection : ICollectionFixture<BicepTemplates>;

namespace Deploy.Tests.Scripts;

/// <summary>deploy/azure/release.sh and what it calls, with the Azure CLI and curl played.</summary>
public sealed class ReleaseTests : IDisposable
{
    private static readonly (string, string?)[] Variables =
    [
        ("AWS_ROLE_ARN", "role"),
        ("AWS_AUDIENCE", "api://a"),
        ("RESULTS_BUCKET", "bucket"),
        ("ALERT_EMAILS", "a@example.com"),
        ("SMOKE_TRIES", "1"),
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("commerce-release-");
    private readonly FakeAz _az = new(
        ("outputs.appName.value", "commerce-staging-abc"),
        ("outputs.appUrl.value", "https://app.example"),
        ("functionapp keys list", "the-function-key")
    );

    private string Package => Path.Combine(_folder.FullName, "app.zip");

    [Fact]
    public async Task Release_OfStaging_DeploysTemplateThenPackageThenAsksTheApp()
    {
        await File.WriteAllTextAsync(Package, "zip");
        // Answers 401 to whoever has no key, and a plan to whoever has.
        _az.Stub("curl", """case "$*" in *--config*) printf 'CREATE TABLE x\n200' ;; *) printf 401 ;; esac""");

        var ran = await _az.RunAsync("deploy/azure/release.sh", ["staging", "group", Package], Variables);

        ran.ExitCode.ShouldBe(0, ran.All);
        ran.Output.ShouldContain("AWS is reached");
        var deployed = _az
            .Asked.Where(asked => !asked.Contains(" show ", StringComparison.Ordinal))
            .Select(asked => string.Join(' ', asked.Split(' ').Take(3)))
            .ToList();
        deployed[..3].ShouldBe(["deployment group create", "functionapp deployment source", "functionapp keys list"]);
        _az.Asked.ShouldContain(asked => asked.Contains("--parameters staging.bicepparam", StringComparison.Ordinal));
        _az.Asked.ShouldContain(asked =>
            asked.Contains($"--name commerce-staging-abc --src {Package}", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Release_KeyOfTheApp_IsNeverAnArgument()
    {
        await File.WriteAllTextAsync(Package, "zip");
        _az.Stub("curl", "printf 200");

        await _az.RunAsync("deploy/azure/release.sh", ["staging", "group", Package], Variables);

        _az.Asked.ShouldContain(asked => asked.StartsWith("curl", StringComparison.Ordinal));
        _az.Asked.ShouldAllBe(asked => !asked.Contains("the-function-key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Release_AppThatLetsEverybodyIn_Fails()
    {
        await File.WriteAllTextAsync(Package, "zip");
        _az.Stub("curl", """case "$*" in *--config*) printf 'CREATE TABLE x\n200' ;; *) printf 200 ;; esac""");

        var ran = await _az.RunAsync("deploy/azure/release.sh", ["staging", "group", Package], Variables);

        ran.ExitCode.ShouldBe(1);
        ran.Output.ShouldContain("without a key answered 200");
    }

    [Fact]
    public async Task Deploy_WithoutAVariable_AsksForItBeforeAnything()
    {
        await File.WriteAllTextAsync(Package, "zip");

        var ran = await _az.RunAsync(
            "deploy/azure/deploy.sh",
            ["staging", "group", Package],
            [.. Variables, ("AWS_AUDIENCE", "")]
        );

        ran.ExitCode.ShouldBe(1);
        ran.Output.ShouldContain("set AWS_AUDIENCE");
        _az.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Package_FolderWithoutHostJson_IsRefused()
    {
        var ran = await _az.RunAsync("deploy/package.sh", [_folder.FullName, Package]);

        ran.ExitCode.ShouldBe(1);
        ran.Output.ShouldContain("holds no host.json");
    }

    [Fact]
    public async Task Package_PublishedFolder_HoldsHiddenFoldersToo()
    {
        var app = _folder.CreateSubdirectory("app");
        await File.WriteAllTextAsync(Path.Combine(app.FullName, "host.json"), "{}");
        await File.WriteAllTextAsync(Path.Combine(app.FullName, "CommerceAnalytics.Functions.dll"), "dll");
        await File.WriteAllTextAsync(
            Path.Combine(app.CreateSubdirectory(".azurefunctions").FullName, "extensions.json"),
            "{}"
        );

        var ran = await _az.RunAsync("deploy/package.sh", [app.FullName, Package]);

        ran.ExitCode.ShouldBe(0, ran.All);
        using var zip = System.IO.Compression.ZipFile.OpenRead(Package);
        zip.Entries.Select(entry => entry.FullName).ShouldContain(".azurefunctions/extensions.json");
        zip.Entries.Select(entry => entry.FullName).ShouldContain("host.json");
    }

    public void Dispose()
    {
        _az.Dispose();
        _folder.Delete(recursive: true);
    }
}

using System.IO.Compression;

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
        ("deployment group what-if", "+ one resource to create"),
        ("outputs.appName.value", "commerce-staging-abc"),
        ("outputs.appUrl.value", "https://app.example"),
        ("functionapp keys list", "the-function-key")
    );

    private string Package => Path.Combine(_folder.FullName, "app.zip");

    [Fact]
    public async Task Release_OfStaging_DeploysTemplateThenPackageThenAsksTheApp()
    {
        await PackAsync();
        // Answers 401 to whoever has no key, and a plan to whoever has.
        _az.Stub("curl", """case "$*" in *--config*) printf 'CREATE TABLE x\n200' ;; *) printf 401 ;; esac""");

        var ran = await _az.RunAsync("deploy/azure/release.sh", ["staging", "group", Package], Variables);

        ran.ExitCode.ShouldBe(0, ran.All);
        ran.Output.ShouldContain("AWS is reached");
        var deployed = _az
            .Asked.Where(asked => !asked.Contains(" show ", StringComparison.Ordinal))
            .Select(asked => string.Join(' ', asked.Split(' ').Take(3)))
            .ToList();
        deployed[..4]
            .ShouldBe([
                "deployment group what-if",
                "deployment group create",
                "functionapp deployment source",
                "functionapp keys list",
            ]);
        _az.Asked.ShouldContain(asked => asked.Contains("--parameters staging.bicepparam", StringComparison.Ordinal));
        _az.Asked.ShouldContain(asked =>
            asked.Contains($"--name commerce-staging-abc --src {Package}", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Release_KeyOfTheApp_IsNeverAnArgument()
    {
        await PackAsync();
        _az.Stub("curl", "printf 200");

        await _az.RunAsync("deploy/azure/release.sh", ["staging", "group", Package], Variables);

        _az.Asked.ShouldContain(asked => asked.StartsWith("curl", StringComparison.Ordinal));
        _az.Asked.ShouldAllBe(asked => !asked.Contains("the-function-key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Release_AppThatLetsEverybodyIn_Fails()
    {
        await PackAsync();
        _az.Stub("curl", """case "$*" in *--config*) printf 'CREATE TABLE x\n200' ;; *) printf 200 ;; esac""");

        var ran = await _az.RunAsync("deploy/azure/release.sh", ["staging", "group", Package], Variables);

        ran.ExitCode.ShouldBe(1);
        ran.Output.ShouldContain("without a key answered 200");
    }

    [Fact]
    public async Task Release_HostThatStarts_IsAskedForItsKeyAgain()
    {
        await PackAsync();
        _az.Refuse("functionapp keys list", times: 3);
        _az.Stub("curl", """case "$*" in *--config*) printf 'CREATE TABLE x\n200' ;; *) printf 401 ;; esac""");

        var ran = await _az.RunAsync("deploy/azure/release.sh", ["staging", "group", Package], Variables);

        ran.ExitCode.ShouldBe(0, ran.All);
        Count("functionapp keys list").ShouldBe(4);
    }

    [Fact]
    public async Task Release_AppThatHandsOutNoKey_SaysSoAndAsksItNothing()
    {
        await PackAsync();
        _az.Stub("az", """case "$*" in *appName*) echo commerce-staging-abc ;; *keys*) echo ;; esac""");
        _az.Stub("curl", "printf 200");

        var ran = await _az.RunAsync("deploy/azure/release.sh", ["staging", "group", Package], Variables);

        ran.ExitCode.ShouldBe(1);
        ran.Errors.ShouldContain("commerce-staging-abc hands out no function key");
        Count("curl").ShouldBe(0);
    }

    [Fact]
    public async Task Deploy_RolesThatHaveNotReachedStorage_UploadsAgain()
    {
        await PackAsync();
        _az.Refuse("config-zip", times: 5);

        var ran = await _az.RunAsync("deploy/azure/deploy.sh", ["staging", "group", Package], Variables);

        ran.ExitCode.ShouldBe(0, ran.All);
        Count("config-zip").ShouldBe(6);
    }

    [Fact]
    public async Task Deploy_UploadThatNeverSucceeds_EndsWithAnErrorAndNoAddress()
    {
        await PackAsync();
        _az.Refuse("config-zip", times: 1000);

        var ran = await _az.RunAsync("deploy/azure/deploy.sh", ["staging", "group", Package], Variables);

        ran.ExitCode.ShouldNotBe(0);
        ran.Output.ShouldBeEmpty();
        Count("config-zip").ShouldBe(40);
    }

    [Fact]
    public async Task Deploy_WithoutAVariable_AsksForItBeforeAnything()
    {
        await PackAsync();

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
    public async Task Deploy_WhatItWillChange_IsShownAndKept()
    {
        await PackAsync();
        var log = Path.Combine(_folder.FullName, "logs", "what-if.log");

        var ran = await _az.RunAsync(
            "deploy/azure/deploy.sh",
            ["staging", "group", Package],
            [.. Variables, ("WHAT_IF_LOG", log)]
        );

        ran.ExitCode.ShouldBe(0, ran.All);
        (await File.ReadAllTextAsync(log)).ShouldBe("+ one resource to create\n");
        ran.Errors.ShouldContain("+ one resource to create");
        ran.Output.ShouldBe("https://app.example\n");
    }

    [Fact]
    public async Task Deploy_WhatIfThatFails_ChangesNothing()
    {
        await PackAsync();
        _az.Stub("az", "exit 3");

        var ran = await _az.RunAsync("deploy/azure/deploy.sh", ["staging", "group", Package], Variables);

        ran.ExitCode.ShouldBe(3);
        _az.Asked.ShouldHaveSingleItem().ShouldContain("what-if");
    }

    [Fact]
    public async Task Deploy_PackageThatWasChanged_IsRefusedBeforeAnything()
    {
        await PackAsync();
        using (var zip = ZipFile.Open(Package, ZipArchiveMode.Update))
            zip.CreateEntry("later.dll");

        var ran = await _az.RunAsync("deploy/azure/deploy.sh", ["staging", "group", Package], Variables);

        ran.ExitCode.ShouldBe(1);
        ran.Errors.ShouldContain("is not what was tested");
        _az.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Deploy_PackageWithoutItsHash_IsRefused()
    {
        await PackAsync();
        File.Delete($"{Package}.sha256");

        var ran = await _az.RunAsync("deploy/azure/deploy.sh", ["staging", "group", Package], Variables);

        ran.ExitCode.ShouldBe(1);
        ran.Errors.ShouldContain("package.sh writes one");
    }

    private int Count(string words) => _az.Asked.Count(asked => asked.Contains(words, StringComparison.Ordinal));

    private async Task PackAsync()
    {
        var app = _folder.CreateSubdirectory("app");
        await AppFolder.WriteAsync(app.FullName);
        var ran = await _az.RunAsync("deploy/package.sh", [app.FullName, Package]);
        ran.ExitCode.ShouldBe(0, ran.All);
    }

    public void Dispose()
    {
        _az.Dispose();
        _folder.Delete(recursive: true);
    }
}

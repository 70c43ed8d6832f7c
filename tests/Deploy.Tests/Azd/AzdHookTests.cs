using Deploy.Tests.Scripts;

namespace Deploy.Tests.Azd;

/// <summary>deploy/azure/azd.sh, with the Azure CLI, azd and dotnet played.</summary>
public sealed class AzdHookTests : IDisposable
{
    private const string Script = "deploy/azure/azd.sh";
    private const string Register = "provider register --subscription subscription --namespace Microsoft.App --wait";

    private static readonly (string, string?)[] Variables =
    [
        ("AWS_ROLE_ARN", "role"),
        ("RESULTS_BUCKET", "bucket"),
        ("ALERT_EMAILS", "a@example.com"),
        ("AWS_AUDIENCE", null),
        ("COMMERCE_ENVIRONMENT", null),
        ("AZURE_SUBSCRIPTION_ID", "subscription"),
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("commerce-azd-");

    private readonly FakeAz _az = new(
        ("ad app create --display-name commerce-analytics-aws-staging", "app-aws"),
        ("ad app create --display-name commerce-analytics-monitor-staging", "app-monitor"),
        ("ad app list --filter displayName eq 'commerce-analytics-aws-staging'", "app-aws"),
        ("ad sp show --id app-aws", "sp-aws"),
        ("account show --subscription subscription --query tenantId", "tenant"),
        ("account show --query id", "subscription")
    );

    [Fact]
    public async Task Preprovision_TheFirstTime_RegistersAndKeepsTheAudience()
    {
        _az.Stub("azd", "");

        var ran = await _az.RunAsync(Script, ["preprovision"], Variables);

        ran.ExitCode.ShouldBe(0, ran.All);
        _az.Asked.ShouldContain(Register);
        _az.Asked.ShouldContain("azd env set AWS_AUDIENCE api://app-aws");
    }

    [Fact]
    public async Task Preprovision_WithAnAudience_RegistersNothing()
    {
        var ran = await _az.RunAsync(Script, ["preprovision"], [.. Variables, ("AWS_AUDIENCE", "api://app-aws")]);

        ran.ExitCode.ShouldBe(0, ran.All);
        _az.Asked.ShouldBe(["account show --query id --output tsv", Register]);
    }

    [Theory]
    [InlineData("AWS_ROLE_ARN")]
    [InlineData("RESULTS_BUCKET")]
    [InlineData("ALERT_EMAILS")]
    public async Task Preprovision_WithoutAVariable_SaysHowToSetIt(string variable)
    {
        var ran = await _az.RunAsync(Script, ["preprovision"], [.. Variables, (variable, "")]);

        ran.ExitCode.ShouldBe(1);
        ran.Errors.ShouldContain($"azd env set {variable} VALUE");
        _az.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("preprovision")]
    [InlineData("postprovision")]
    public async Task Hooks_AzInAnotherSubscription_ChangeNothingAndSayHowToSetIt(string hook)
    {
        var ran = await _az.RunAsync(
            Script,
            [hook],
            [.. Variables, ("AZURE_RESOURCE_GROUP", "group"), ("AZURE_SUBSCRIPTION_ID", "other")]
        );

        ran.ExitCode.ShouldBe(1);
        ran.Errors.ShouldContain("az account set --subscription other");
        _az.Asked.ShouldBe(["account show --query id --output tsv"]);
    }

    [Fact]
    public async Task Preprovision_WithoutASubscription_SaysHowToSetIt()
    {
        var ran = await _az.RunAsync(Script, ["preprovision"], [.. Variables, ("AZURE_SUBSCRIPTION_ID", "")]);

        ran.ExitCode.ShouldNotBe(0);
        ran.Errors.ShouldContain("azd env set AZURE_SUBSCRIPTION_ID ID");
        _az.Asked.ShouldNotContain(Register);
    }

    [Fact]
    public async Task Postprovision_OutputsThatAzdHandsOver_AreTakenInsteadOfADeploymentsByName()
    {
        var ran = await _az.RunAsync(
            Script,
            ["postprovision"],
            [.. Variables, ("AZURE_RESOURCE_GROUP", "group"), ("identityPrincipalId", "principal"), ("monitorUrl", "")]
        );

        ran.ExitCode.ShouldBe(0, ran.All);
        ran.Output.ShouldBe(
            "issuer:   https://sts.windows.net/tenant/\naudience: api://app-aws\nsubject:  principal\n"
        );
        _az.Asked.ShouldNotContain(asked => asked.Contains("deployment group show", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Predeploy_PackageOfThePipeline_IsTheOneThatAzdDeploys()
    {
        var copy = new RepositoryCopy(_folder);
        var package = await PackAsync();
        _az.Stub("dotnet", "exit 9");

        var ran = await copy.RunAsync(_az, Script, ["predeploy"], [.. Variables, ("APP_PACKAGE", package)]);

        ran.ExitCode.ShouldBe(0, ran.All);
        (await File.ReadAllBytesAsync(Path.Combine(copy.Root, "out", "app.zip"))).ShouldBe(
            await File.ReadAllBytesAsync(package)
        );
    }

    [Fact]
    public async Task Predeploy_PackageThatIsNotWhatWasTested_IsRefused()
    {
        var copy = new RepositoryCopy(_folder);
        var package = await PackAsync();
        await File.WriteAllTextAsync($"{package}.sha256", "0000");

        var ran = await copy.RunAsync(_az, Script, ["predeploy"], [.. Variables, ("APP_PACKAGE", package)]);

        ran.ExitCode.ShouldBe(1);
        ran.Errors.ShouldContain("is not what was tested");
    }

    [Fact]
    public async Task Predeploy_WithoutAPackage_PublishesThisCheckout()
    {
        var copy = new RepositoryCopy(_folder);
        // dotnet publish PROJECT -c Release -o FOLDER
        _az.Stub("dotnet", """mkdir -p "$6" && touch "$6/host.json" "$6/CommerceAnalytics.Functions.dll" """);

        var ran = await copy.RunAsync(_az, Script, ["predeploy"], [.. Variables, ("APP_PACKAGE", null)]);

        ran.ExitCode.ShouldBe(0, ran.All);
        File.Exists(Path.Combine(copy.Root, "out", "app.zip")).ShouldBeTrue();
        File.Exists(Path.Combine(copy.Root, "out", "app.zip.sha256")).ShouldBeTrue();
    }

    public void Dispose()
    {
        _az.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<string> PackAsync()
    {
        var app = _folder.CreateSubdirectory("app");
        await AppFolder.WriteAsync(app.FullName);
        var package = Path.Combine(_folder.FullName, "tested.zip");
        var ran = await _az.RunAsync("deploy/package.sh", [app.FullName, package]);
        ran.ExitCode.ShouldBe(0, ran.All);
        return package;
    }
}

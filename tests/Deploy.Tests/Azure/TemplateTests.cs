using System.Text.Json.Nodes;
using CommerceAnalytics.Aws.Settings;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Configuration;

namespace Deploy.Tests.Azure;

/// <summary>What deploy/azure makes, as the compiler predicts it for both parameters files.</summary>
[Collection(nameof(BicepTemplates))]
public sealed class TemplateTests(BicepTemplates templates)
{
    [Fact]
    public void Templates_BuiltAndLinted_GiveNoWarning()
    {
        templates.Lint.ShouldBeEmpty();
        templates.Build.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("staging")]
    [InlineData("production")]
    public void AppSettings_ReadByTheAppItself_HaveNoProblem(string environment)
    {
        var settings = Of(environment)
            .Settings()
            .Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":"), AsDeployed(setting.Value!)));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var problems = new List<string>();

        var commerce = SettingsReader.Read<CommerceSettings>(
            configuration.GetSection(CommerceSettings.Section),
            problems
        );
        var aws = SettingsReader.Read<AwsSettings>(configuration.GetSection(AwsSettings.Section), problems);

        problems.Concat(commerce.Problems()).Concat(aws.Problems()).ShouldBeEmpty();
        aws.Credentials.ShouldBe(CredentialSource.ManagedIdentity);
        commerce.ServiceNames.ShouldBe(
            environment == "staging" ? ["theshop-brand"] : ["theshop-brand", "theshop-pharmacy"]
        );
        configuration["CommerceSchedule"].ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Environments_OfOneAccount_WriteToDifferentPlaces()
    {
        string Place(JsonArray resources) =>
            $"{resources.Settings()["CommerceAnalytics__SummaryPrefix"]}/{resources.Settings()["CommerceAnalytics__Database"]}";

        Place(templates.Staging).ShouldNotBe(Place(templates.Production));
    }

    [Theory]
    [InlineData("staging")]
    [InlineData("production")]
    public void Storage_IsReachedByIdentityAlone(string environment)
    {
        Of(environment).OfType("Microsoft.Storage/storageAccounts").Single()["properties"]!["allowSharedKeyAccess"]!
            .GetValue<bool>()
            .ShouldBeFalse();
        Of(environment).Settings().Select(setting => setting.Key).ShouldNotContain("AzureWebJobsStorage");
        Of(environment).Settings()["AzureWebJobsStorage__credential"]!.GetValue<string>().ShouldBe("managedidentity");
        foreach (var app in Of(environment).OfType("Microsoft.Web/sites"))
            app["properties"]!["functionAppConfig"]!["deployment"]!["storage"]!["authentication"]!
                .Text("type")
                .ShouldBe("UserAssignedIdentity");
    }

    [Theory]
    [InlineData("staging")]
    [InlineData("production")]
    public void PipelineApp_KeepsADurableInstanceWarm_OnDotNet10(string environment)
    {
        var app = Of(environment)
            .OfType("Microsoft.Web/sites")
            .First(site => !site.Name().StartsWith("commerce-mon-", StringComparison.Ordinal));
        var config = app["properties"]!["functionAppConfig"]!;

        config["runtime"]!.ToJsonString().ShouldBe("""{"name":"dotnet-isolated","version":"10.0"}""");
        config["scaleAndConcurrency"]!["alwaysReady"]!
            .ToJsonString()
            .ShouldBe("""[{"name":"durable","instanceCount":1}]""");
        app["identity"]!.Text("type").ShouldBe("UserAssigned");
    }

    [Fact]
    public void Apps_SharingStorage_DifferInTheirFirst32Characters() =>
        templates
            .Production.OfType("Microsoft.Web/sites")
            .Select(site => site.Name()[..Math.Min(32, site.Name().Length)])
            .Distinct()
            .Count()
            .ShouldBe(2);

    [Fact]
    public void Roles_OfEachIdentity_AreTheFourThatItNeeds()
    {
        string[] needed =
        [
            "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
            "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
            "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
            "3913510d-42f4-4e42-8a64-420c390055eb",
        ];
        var assigned = templates
            .Production.OfType("Microsoft.Authorization/roleAssignments")
            .Select(role => role["properties"]!.Text("roleDefinitionId").Split('/')[^1])
            .ToList();

        assigned.Distinct().ShouldBe(needed, ignoreOrder: true);
        assigned.Count.ShouldBe(2 * needed.Length);
        templates.Staging.OfType("Microsoft.Authorization/roleAssignments").Count.ShouldBe(needed.Length);
    }

    [Theory]
    [InlineData("staging")]
    [InlineData("production")]
    public void Network_NotAskedFor_IsNotThere(string environment)
    {
        var resources = Of(environment);

        resources.ShouldNotContain(one => one!.Text("type").StartsWith("Microsoft.Network/"));
        resources.OfType("Microsoft.Storage/storageAccounts").Single()["properties"]!
            .Text("publicNetworkAccess")
            .ShouldBe("Enabled");
        foreach (var site in resources.OfType("Microsoft.Web/sites"))
            site["properties"]!["virtualNetworkSubnetId"].ShouldBeNull();
    }

    [Fact]
    public void App_OfAzd_IsTheOneThatItsServiceIsNamedAfter()
    {
        string? Tag(JsonNode site) => site["tags"]!["azd-service-name"]?.GetValue<string>();

        templates.Production.OfType("Microsoft.Web/sites").Select(Tag).ShouldBe(["app", null], ignoreOrder: true);
    }

    [Fact]
    public void Telemetry_WithoutAToken_IsRefused() =>
        templates.Production.OfType("Microsoft.Insights/components").Single()["properties"]!["DisableLocalAuth"]!
            .GetValue<bool>()
            .ShouldBeTrue();

    private JsonArray Of(string environment) => environment == "staging" ? templates.Staging : templates.Production;

    // What is known only when Azure has made it shows as an expression: here, the identity's client id.
    private static string? AsDeployed(JsonNode value) =>
        value.GetValue<string>() is var text && text.Contains(".clientId]", StringComparison.Ordinal)
            ? Guid.Empty.ToString()
            : text;
}

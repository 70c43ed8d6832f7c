using System.Text.Json.Nodes;

namespace Deploy.Tests.Azure;

/// <summary>
/// The Durable Functions Monitor: an app of its own, for people who have signed in, and to look only.
/// </summary>
[Collection(nameof(BicepTemplates))]
public sealed class MonitorTests(BicepTemplates templates)
{
    [Fact]
    public void Monitor_OfProduction_ShowsThePipelinesTaskHubReadOnly()
    {
        var settings = templates.Production.Settings(monitor: true);
        var host = JsonNode.Parse(File.ReadAllText(Repository.Path("host.json")))!;

        settings["DFM_HUB_NAME"]!.GetValue<string>().ShouldBe(host["extensions"]!["durableTask"]!.Text("hubName"));
        settings["DFM_MODE"]!.GetValue<string>().ShouldBe("ReadOnly");
        settings["DFM_ALLOWED_READ_ONLY_APP_ROLES"]!.GetValue<string>().ShouldNotBeEmpty();
        settings.ContainsKey("DFM_NONCE").ShouldBeFalse("it turns signing in off");
    }

    [Fact]
    public void Monitor_WithoutSignIn_IsNotShown()
    {
        var signIn = templates
            .Production.OfType("Microsoft.Web/sites/config")
            .Single(config => config.Name().EndsWith("/authsettingsV2", StringComparison.Ordinal));

        signIn.Name().ShouldStartWith("commerce-mon-");
        signIn["properties"]!["platform"]!["enabled"]!.GetValue<bool>().ShouldBeTrue();
        signIn["properties"]!["globalValidation"]!["requireAuthentication"]!.GetValue<bool>().ShouldBeTrue();
        signIn["properties"]!["globalValidation"]!.Text("unauthenticatedClientAction").ShouldBe("RedirectToLoginPage");
    }

    [Fact]
    public void Monitor_HasAnIdentityWithoutAws()
    {
        var settings = templates.Production.Settings(monitor: true);

        settings.ShouldAllBe(setting => !setting.Key.StartsWith("Aws", StringComparison.Ordinal));
        settings["AzureWebJobsStorage__clientId"]!
            .GetValue<string>()
            .ShouldNotBe(templates.Production.Settings()["AzureWebJobsStorage__clientId"]!.GetValue<string>());
        templates.Production.OfType("Microsoft.ManagedIdentity/userAssignedIdentities").Count.ShouldBe(2);
    }
}

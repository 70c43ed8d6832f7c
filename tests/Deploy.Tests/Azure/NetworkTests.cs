using System.Text.Json.Nodes;

namespace Deploy.Tests.Azure;

/// <summary>The parameter <c>network</c>: apps in a virtual network, storage behind private endpoints.</summary>
[Collection(nameof(BicepTemplates))]
public sealed class NetworkTests(BicepTemplates templates)
{
    private const string Vault =
        "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/v/providers/Microsoft.KeyVault/vaults/v";

    [Fact]
    public async Task Network_OfProduction_ClosesStorageAndOpensOneEndpointForEachService()
    {
        var resources = await templates.WithAsync("production", "param network = { addressPrefix: '10.20.0.0/24' }");

        resources.OfType("Microsoft.Storage/storageAccounts").Single()["properties"]!
            .Text("publicNetworkAccess")
            .ShouldBe("Disabled");
        Groups(resources).ShouldBe(["blob", "queue", "table"], ignoreOrder: true);
        resources.OfType("Microsoft.Network/privateDnsZones").Count.ShouldBe(3);
        resources.OfType("Microsoft.Network/privateDnsZones/virtualNetworkLinks").Count.ShouldBe(3);
        resources.OfType("Microsoft.Network/privateEndpoints/privateDnsZoneGroups").Count.ShouldBe(3);
    }

    [Fact]
    public async Task Network_OfProduction_TakesBothAppsIntoItsDelegatedSubnet()
    {
        var resources = await templates.WithAsync("production", "param network = { addressPrefix: '10.20.0.0/24' }");

        var sites = resources.OfType("Microsoft.Web/sites");
        sites.Count.ShouldBe(2);
        foreach (var site in sites)
            site["properties"]!.Text("virtualNetworkSubnetId").ShouldContain("'appsSubnetId'");
        var apps = Subnet(resources, "apps");
        apps["delegations"]![0]!["properties"]!.Text("serviceName").ShouldBe("Microsoft.App/environments");
    }

    [Fact]
    public async Task Network_OfProduction_ReachesAwsThroughAGatewayAlone()
    {
        var resources = await templates.WithAsync("production", "param network = { addressPrefix: '10.20.0.0/24' }");

        var apps = Subnet(resources, "apps");
        apps.Text("addressPrefix").ShouldBe("10.20.0.0/26");
        apps["natGateway"]!.Text("id").ShouldEndWith("-gateway");
        apps["defaultOutboundAccess"]!.GetValue<bool>().ShouldBeFalse();
        Subnet(resources, "endpoints").Text("addressPrefix").ShouldBe("10.20.0.64/26");
        resources.OfType("Microsoft.Network/publicIPAddresses").Single()["properties"]!
            .Text("publicIPAllocationMethod")
            .ShouldBe("Static");
    }

    [Fact]
    public async Task Network_OfALandingZone_MakesNoZonesAndReachesItsVault()
    {
        var resources = await templates.WithAsync(
            "staging",
            $"param network = {{ addressPrefix: '10.20.0.0/24', createDnsZones: false, keyVaultId: '{Vault}' }}"
        );

        Groups(resources).ShouldBe(["blob", "queue", "table", "vault"], ignoreOrder: true);
        resources.ShouldNotContain(one => one!.Text("type").Contains("privateDnsZone"));
        Connections(resources).Single(connection => connection.Text("name") == "vault")["properties"]!
            .Text("privateLinkServiceId")
            .ShouldBe(Vault);
    }

    [Fact]
    public async Task Azd_VariablesOfItsEnvironment_ArriveInTheApp()
    {
        var resources = await templates.AzdAsync(
            ("NETWORK_PREFIX", "10.30.0.0/24"),
            ("SERVICE_NAMES", "theshop-one,theshop-two"),
            ("RESULTS_BUCKET", "the-bucket")
        );

        Subnet(resources, "apps").Text("addressPrefix").ShouldBe("10.30.0.0/26");
        resources.Settings().Text("CommerceAnalytics__ServiceNames__1").ShouldBe("theshop-two");
        resources.Settings().Text("CommerceAnalytics__ResultsBucket").ShouldBe("the-bucket");
    }

    [Fact]
    public async Task Azd_WithoutVariables_MakesWhatStagingMakes()
    {
        var resources = await templates.AzdAsync();

        string[] Types(JsonArray of) => [.. of.Select(one => one!.Text("type")).Order(StringComparer.Ordinal)];
        Types(resources).ShouldBe(Types(templates.Staging));
    }

    private static JsonNode Subnet(JsonArray resources, string name) =>
        resources.OfType("Microsoft.Network/virtualNetworks").Single()["properties"]!["subnets"]!
            .AsArray()
            .Single(subnet => subnet!.Name() == name)!["properties"]!;

    private static IEnumerable<string> Groups(JsonArray resources) =>
        Connections(resources)
            .Select(connection => connection["properties"]!["groupIds"]!.AsArray().Single()!.GetValue<string>());

    private static IEnumerable<JsonNode> Connections(JsonArray resources) =>
        resources
            .OfType("Microsoft.Network/privateEndpoints")
            .Select(endpoint => endpoint["properties"]!["privateLinkServiceConnections"]!.AsArray().Single()!);
}

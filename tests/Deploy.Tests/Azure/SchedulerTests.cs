using System.Text.Json.Nodes;

namespace Deploy.Tests.Azure;

/// <summary>The parameter <c>scheduler</c>: the Durable Task Scheduler as the back end of Durable Functions.</summary>
[Collection(nameof(BicepTemplates))]
public sealed class SchedulerTests(BicepTemplates templates)
{
    // Durable Task Data Contributor.
    private const string DataRole = "0ad04412-c4d5-4796-b79c-f76d14c8d402";

    private const string Provider = "AzureFunctionsJobHost__extensions__durableTask__storageProvider__";

    [Fact]
    public async Task Scheduler_OfConsumption_IsTheBackEndByAppSettings()
    {
        var resources = await templates.WithAsync("staging", "param scheduler = { sku: 'Consumption' }");

        var settings = resources.Settings();
        settings.Text($"{Provider}type").ShouldBe("azureManaged");
        var connection = settings.Text(settings.Text($"{Provider}connectionStringName"));
        connection.ShouldContain("Endpoint={0};TaskHub={1};Authentication=ManagedIdentity;ClientID={2}");
        connection.ShouldContain("outputs.endpoint");
        Scheduler(resources)["sku"]!.ToJsonString().ShouldBe("""{"name":"Consumption"}""");
        Scheduler(resources)["ipAllowlist"]!.ToJsonString().ShouldBe("""["0.0.0.0/0"]""");
    }

    [Fact]
    public async Task Scheduler_TaskHub_IsThatOfHostJson()
    {
        var resources = await templates.WithAsync("staging", "param scheduler = { sku: 'Consumption' }");

        var host = JsonNode.Parse(await File.ReadAllTextAsync(Repository.Path("host.json")))!;
        var name = host["extensions"]!["durableTask"]!.Text("hubName");
        resources.OfType("Microsoft.DurableTask/schedulers/taskHubs").Single().Name().ShouldEndWith($"-dts/{name}");
        resources.Settings().Text("AzureFunctionsJobHost__extensions__durableTask__hubName").ShouldBe(name);
    }

    [Fact]
    public async Task Scheduler_OfProduction_IsReachedByTheAppsIdentityAndHasNoMonitor()
    {
        var resources = await templates.WithAsync(
            "production",
            "param scheduler = { sku: 'Dedicated', capacity: 2, ipAllowlist: ['203.0.113.7/32'] }"
        );

        Scheduler(resources)["sku"]!.ToJsonString().ShouldBe("""{"name":"Dedicated","capacity":2}""");
        Scheduler(resources)["ipAllowlist"]!.ToJsonString().ShouldBe("""["203.0.113.7/32"]""");
        resources
            .OfType("Microsoft.Authorization/roleAssignments")
            .Count(role => role["properties"]!.Text("roleDefinitionId").EndsWith(DataRole, StringComparison.Ordinal))
            .ShouldBe(1);
        resources.OfType("Microsoft.Web/sites").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Scheduler_BesideANetwork_LetsItsOutgoingAddressInAlone()
    {
        var resources = await templates.WithAsync(
            "staging",
            "param scheduler = { sku: 'Consumption' }\nparam network = { addressPrefix: '10.20.0.0/24' }"
        );

        var allowed = Scheduler(resources)["ipAllowlist"]!.AsArray().Single()!.GetValue<string>();
        allowed.ShouldContain("outputs.outboundAddress");
        allowed.ShouldStartWith("[format('{0}/32'");
    }

    [Fact]
    public void Scheduler_NotAskedFor_LeavesTheBackEndToHostJson()
    {
        var keys = templates.Production.Settings().Select(setting => setting.Key);

        keys.ShouldNotContain(key => key.StartsWith("AzureFunctionsJobHost", StringComparison.Ordinal));
        templates.Production.ShouldNotContain(one => one!.Text("type").StartsWith("Microsoft.DurableTask"));
    }

    private static JsonNode Scheduler(JsonArray resources) =>
        resources.OfType("Microsoft.DurableTask/schedulers").Single()["properties"]!;
}

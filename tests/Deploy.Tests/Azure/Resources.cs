using System.Text.Json.Nodes;

namespace Deploy.Tests.Azure;

/// <summary>Looks things up among the resources of an environment.</summary>
internal static class Resources
{
    public static IReadOnlyList<JsonNode> OfType(this JsonArray resources, string type) =>
        [.. resources.Where(resource => resource!["type"]!.GetValue<string>() == type).Select(resource => resource!)];

    public static JsonNode Named(this JsonArray resources, string type, string part) =>
        resources.OfType(type).Single(resource => resource.Name().Contains(part, StringComparison.Ordinal));

    public static string Name(this JsonNode resource) => resource["name"]!.GetValue<string>();

    public static string Text(this JsonNode node, string property) => node[property]!.GetValue<string>();

    /// <summary>App settings of the pipeline's app or the monitor's.</summary>
    public static JsonObject Settings(this JsonArray resources, bool monitor = false) =>
        resources
            .OfType("Microsoft.Web/sites/config")
            .Single(config =>
                config.Name().EndsWith("/appsettings", StringComparison.Ordinal)
                && config.Name().StartsWith("commerce-mon-", StringComparison.Ordinal) == monitor
            )["properties"]!.AsObject();
}

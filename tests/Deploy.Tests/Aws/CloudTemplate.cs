using YamlDotNet.RepresentationModel;

namespace Deploy.Tests.Aws;

/// <summary>deploy/aws/commerce-analytics.yaml, with parameters at their defaults.</summary>
internal static class CloudTemplate
{
    private static readonly YamlMappingNode Root = Read();

    public static YamlMappingNode Parameters => (YamlMappingNode)Root["Parameters"];

    /// <summary>What the resource has under a name: its type, its condition, its properties.</summary>
    public static YamlNode Resource(string id) => Root["Resources"][id];

    /// <summary>Properties of a resource.</summary>
    public static YamlNode Properties(string id) => Resource(id)["Properties"];

    /// <summary>A statement of the role's policy, whatever it depends on.</summary>
    public static YamlNode Statement(string sid) =>
        Root.AllNodes.OfType<YamlMappingNode>().Single(node => node.Text("Sid") == sid);

    /// <summary>A property's text; null where there is none.</summary>
    public static string? Text(this YamlNode node, string name) =>
        node is YamlMappingNode map && map.Children.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>A text with <c>${Parameter}</c> in it, each as its default.</summary>
    public static string Filled(string text) =>
        Parameters.Children.Aggregate(
            text,
            (filled, parameter) => filled.Replace($"${{{parameter.Key}}}", parameter.Value.Text("Default"))
        );

    private static YamlMappingNode Read()
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(Repository.Path("deploy", "aws", "commerce-analytics.yaml"));
        yaml.Load(text);
        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }
}

using System.Text.Json.Nodes;
using LocalAws.Signing;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LocalAws.Iam.Templates;

/// <summary>
/// A template of CloudFormation with its parameters filled in: the properties of its resources, functions worked out.
/// </summary>
internal sealed class Stack
{
    private readonly YamlMappingNode _resources;
    private readonly Functions _functions;

    private Stack(YamlMappingNode root, string region, IReadOnlyDictionary<string, string> parameters)
    {
        _resources = Section(root, "Resources") ?? throw new FormatException("The template has no Resources.");
        Dictionary<string, string> values = new()
        {
            ["AWS::Region"] = region,
            ["AWS::AccountId"] = Caller.Account,
            ["AWS::Partition"] = "aws",
            ["AWS::URLSuffix"] = "amazonaws.com",
            ["AWS::StackName"] = "local",
        };
        foreach (var (name, definition) in Entries(Section(root, "Parameters")))
            values[name] =
                parameters.GetValueOrDefault(name)
                ?? Child(definition, "Default")?.ToString()
                ?? throw new FormatException($"The template's parameter {name} has no value.");
        _functions = new(values, Section(root, "Conditions"), this);
    }

    /// <summary>Throws <see cref="FormatException"/>.</summary>
    public static Stack Read(string yaml, string region, IReadOnlyDictionary<string, string> parameters)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents is [{ RootNode: YamlMappingNode root }])
                return new(root, region, parameters);
            throw new FormatException("The template is no YAML object.");
        }
        catch (YamlException e)
        {
            throw new FormatException($"The template is not YAML: {e.Message}", e);
        }
    }

    /// <summary>Resources of these types that the stack has, by their logical ids, with their properties.</summary>
    public IEnumerable<KeyValuePair<string, JsonNode>> Of(params string[] types) =>
        from entry in Entries(_resources)
        where types.Contains(TypeOf(entry.Value)) && _functions.Holds(ConditionOf(entry.Value))
        select new KeyValuePair<string, JsonNode>(
            entry.Key,
            _functions.Resolve(Child(entry.Value, "Properties") ?? new YamlMappingNode())!
        );

    /// <summary>What a reference to a resource gives: a role's name, a provider's ARN.</summary>
    public string NameOf(string id) =>
        TypeOf(Resource(id)) switch
        {
            "AWS::IAM::Role" => Property(id, "RoleName") ?? id,
            "AWS::IAM::OIDCProvider" => ArnOf(id),
            _ => id,
        };

    /// <summary>
    /// ARN of a role or an identity provider. Throws <see cref="FormatException"/> for anything else.
    /// </summary>
    public string ArnOf(string id) =>
        TypeOf(Resource(id)) switch
        {
            "AWS::IAM::Role" => $"arn:aws:iam::{Caller.Account}:role{Property(id, "Path") ?? "/"}{NameOf(id)}",
            "AWS::IAM::OIDCProvider" =>
                $"arn:aws:iam::{Caller.Account}:oidc-provider/{Url(id)[(Url(id).IndexOf("://", StringComparison.Ordinal) + 3)..]}",
            var type => throw new FormatException($"The ARN of {id}, a {type}, is not known here."),
        };

    public static YamlNode? Child(YamlNode? node, string name)
    {
        if (node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(name), out var child))
            return child;
        return null;
    }

    public static IEnumerable<(string Key, YamlNode Value)> Entries(YamlMappingNode? map) =>
        map?.Children.Select(c => (c.Key.ToString(), c.Value)) ?? [];

    private static YamlMappingNode? Section(YamlMappingNode root, string name) => Child(root, name) as YamlMappingNode;

    private static string? TypeOf(YamlNode resource) => Child(resource, "Type")?.ToString();

    private static string? ConditionOf(YamlNode resource) => Child(resource, "Condition")?.ToString();

    private YamlNode Resource(string id) =>
        Child(_resources, id) ?? throw new FormatException($"The template has no parameter and no resource {id}.");

    private string Url(string id) => Property(id, "Url")!;

    private string? Property(string id, string name)
    {
        var properties = Child(Resource(id), "Properties");
        return Child(properties, name) is { } value ? _functions.Resolve(value)?.ToString() : null;
    }
}

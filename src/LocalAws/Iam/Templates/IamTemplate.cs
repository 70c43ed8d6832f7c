using System.Text.Json.Nodes;

namespace LocalAws;

/// <summary>The roles and identity providers that a template of CloudFormation describes.</summary>
/// <param name="Roles">Roles, with the policies that are attached to them in the same template.</param>
/// <param name="OidcProviders">Identity providers.</param>
public sealed record IamTemplate(IReadOnlyList<IamRole> Roles, IReadOnlyList<OidcProvider> OidcProviders)
{
    /// <summary>Reads a template as a stack of LocalAws's account would have it.</summary>
    /// <param name="yaml">The template, YAML or JSON.</param>
    /// <param name="region">Region of the stack.</param>
    /// <param name="parameters">Values of parameters; the others have their defaults.</param>
    /// <exception cref="FormatException">It is no template, or uses what is not understood here.</exception>
    public static IamTemplate Read(string yaml, string region, IReadOnlyDictionary<string, string> parameters)
    {
        var stack = Iam.Templates.Stack.Read(yaml, region, parameters);
        return new(
            [.. stack.Of("AWS::IAM::Role").Select(role => Role(stack, role.Key, role.Value))],
            [
                .. stack
                    .Of("AWS::IAM::OIDCProvider")
                    .Select(p => new OidcProvider(Text(p.Value["Url"]), Texts(p.Value["ClientIdList"]))),
            ]
        );
    }

    private static IamRole Role(Iam.Templates.Stack stack, string id, JsonNode properties) =>
        new()
        {
            Name = stack.NameOf(id),
            Path = properties["Path"]?.ToString() ?? "/",
            TrustPolicy = Document(properties["AssumeRolePolicyDocument"]),
            Policies =
            [
                .. (properties["Policies"] as JsonArray ?? []).Select(p => Document(p!["PolicyDocument"])),
                .. stack
                    .Of("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")
                    .Where(p => Texts(p.Value[nameof(Roles)]).Contains(stack.NameOf(id)))
                    .Select(p => Document(p.Value["PolicyDocument"])),
                .. stack
                    .Of("AWS::IAM::RolePolicy")
                    .Where(p => Text(p.Value["RoleName"]) == stack.NameOf(id))
                    .Select(p => Document(p.Value["PolicyDocument"])),
            ],
            MaxSessionDuration = TimeSpan.FromSeconds(
                double.Parse(
                    properties["MaxSessionDuration"]?.ToString() ?? "3600",
                    System.Globalization.CultureInfo.InvariantCulture
                )
            ),
        };

    // A policy may stand in a template as an object, or as the text of one.
    private static string Document(JsonNode? node) =>
        node switch
        {
            null => throw new FormatException("The template has a policy without a document."),
            JsonValue text => text.ToString(),
            _ => node.ToJsonString(),
        };

    private static string Text(JsonNode? node) => node?.ToString() ?? "";

    private static IReadOnlyList<string> Texts(JsonNode? node)
    {
        if (node is not JsonArray list)
            return [];
        return [.. list.Select(Text)];
    }
}

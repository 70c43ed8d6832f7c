using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LocalAws.Iam.Templates;

/// <summary>Works out the functions of a template, written short (<c>!Ref</c>) or long (<c>Fn::Ref</c>).</summary>
/// <param name="values">Parameters and what CloudFormation knows by itself.</param>
/// <param name="conditions">The template's conditions, or null.</param>
/// <param name="stack">The resources that are referred to.</param>
internal sealed partial class Functions(
    IReadOnlyDictionary<string, string> values,
    YamlMappingNode? conditions,
    Stack stack
)
{
    /// <summary>
    /// The value of a node; null where a function gives none. Throws <see cref="FormatException"/> for functions not
    /// known here.
    /// </summary>
    public JsonNode? Resolve(YamlNode node)
    {
        if (FunctionOf(node) is { } function)
            return Call(function.Name, function.Argument);
        return node switch
        {
            YamlScalarNode scalar => Scalar(scalar),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(Resolve).Where(v => v is not null)]),
            YamlMappingNode map => new JsonObject(
                Stack
                    .Entries(map)
                    .Select(e => new KeyValuePair<string, JsonNode?>(e.Key, Resolve(e.Value)))
                    .Where(e => e.Value is not null)
            ),
            _ => throw new FormatException($"The template has a {node.NodeType} that is not understood here."),
        };
    }

    /// <summary>Whether a condition of the template holds; no condition holds always.</summary>
    public bool Holds(string? condition)
    {
        return condition is null
            || IsTrue(
                Stack.Child(conditions, condition)
                    ?? throw new FormatException($"The template has no condition {condition}.")
            );
    }

    private static (string Name, YamlNode Argument)? FunctionOf(YamlNode node)
    {
        if (!node.Tag.IsEmpty && node.Tag.Value.StartsWith('!'))
            return (node.Tag.Value[1..], node);
        if (
            node is YamlMappingNode { Children.Count: 1 } map
            && map.Children.First() is { Key: YamlScalarNode { Value: { } key }, Value: var argument }
            && (key is "Ref" or "Condition" || key.StartsWith("Fn::", StringComparison.Ordinal))
        )
            return (key.Replace("Fn::", ""), argument);
        return null;
    }

    private JsonNode? Call(string name, YamlNode argument) =>
        name switch
        {
            "Ref" => argument.ToString() == "AWS::NoValue" ? null : JsonValue.Create(Ref(argument.ToString())),
            "GetAtt" => JsonValue.Create(
                Attribute(argument is YamlSequenceNode path ? string.Join('.', path.Children) : argument.ToString())
            ),
            "Sub" when argument is YamlScalarNode text => JsonValue.Create(Substituted(text.Value!, null)),
            "Sub" => JsonValue.Create(
                Substituted(Items(argument)[0].ToString(), Items(argument)[1] as YamlMappingNode)
            ),
            "If" => Resolve(Items(argument)[Holds(Items(argument)[0].ToString()) ? 1 : 2]),
            "Join" => JsonValue.Create(
                string.Join(
                    Items(argument)[0].ToString(),
                    ((JsonArray)Resolve(Items(argument)[1])!).Select(v => v!.ToString())
                )
            ),
            "Split" => Split(Items(argument)),
            _ => throw new FormatException($"The template uses the function {name}, which is not understood here."),
        };

    private JsonArray Split(IReadOnlyList<YamlNode> items)
    {
        var parts = Resolve(items[1])!.ToString().Split(items[0].ToString());
        return [.. parts.Select(part => JsonValue.Create(part))];
    }

    private bool IsTrue(YamlNode node) =>
        FunctionOf(node) switch
        {
            ("Equals", var two) => Resolve(Items(two)[0])?.ToString() == Resolve(Items(two)[1])?.ToString(),
            ("Not", var one) => !IsTrue(Items(one)[0]),
            ("And", var all) => Items(all).All(IsTrue),
            ("Or", var any) => Items(any).Any(IsTrue),
            ("Condition", var other) => Holds(other.ToString()),
            _ => throw new FormatException($"The template has the condition {node}, which is not understood here."),
        };

    private string Ref(string name) => values.TryGetValue(name, out var value) ? value : stack.NameOf(name);

    private string Attribute(string path)
    {
        if (path.Split('.', 2) is [var id, "Arn"])
            return stack.ArnOf(id);
        throw new FormatException($"The attribute {path} is not known here.");
    }

    // Names of the second part of the long form come before all others.
    private string Substituted(string text, YamlMappingNode? own)
    {
        return Variable()
            .Replace(
                text,
                match =>
                {
                    var name = match.Groups["name"].Value;
                    if (name.StartsWith('!'))
                        return $"${{{name[1..]}}}";
                    if (Stack.Child(own, name) is { } value)
                        return Resolve(value)!.ToString();
                    if (name.Contains('.'))
                        return Attribute(name);
                    return Ref(name);
                }
            );
    }

    private static IReadOnlyList<YamlNode> Items(YamlNode argument)
    {
        if (argument is YamlSequenceNode list)
            return [.. list.Children];
        throw new FormatException($"The template has {argument} where a function needs a list.");
    }

    // Plain words of YAML are booleans or numbers where they look like it; quoted ones are always texts.
    private static JsonValue Scalar(YamlScalarNode scalar) =>
        scalar switch
        {
            { Style: ScalarStyle.Plain, Value: "true" or "false" } => JsonValue.Create(scalar.Value == "true"),
            { Style: ScalarStyle.Plain } when long.TryParse(scalar.Value, out var number) => JsonValue.Create(number),
            _ => JsonValue.Create(scalar.Value ?? ""),
        };

    [GeneratedRegex(@"\$\{(?<name>[^}]+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}

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
            YamlMappingNode map => Object(map),
            _ => throw new FormatException($"The template has a {node.NodeType} that is not understood here."),
        };
    }

    private JsonObject Object(YamlMappingNode map)
    {
        var resolved = new JsonObject();
        foreach (var (key, value) in Stack.Entries(map))
        {
            if (Resolve(value) is { } node)
                resolved.Add(key, node);
        }

        return resolved;
    }

    /// <summary>Whether a condition of the template holds; no condition holds always.</summary>
    public bool Holds(string? condition)
    {
        if (condition is null)
            return true;
        if (Stack.Child(conditions, condition) is { } node)
            return IsTrue(node);
        throw new FormatException($"The template has no condition {condition}.");
    }

    private static (string Name, YamlNode Argument)? FunctionOf(YamlNode node)
    {
        if (!node.Tag.IsEmpty && node.Tag.Value.StartsWith('!'))
            return (node.Tag.Value[1..], node);
        if (node is not YamlMappingNode { Children.Count: 1 } map)
            return null;
        var (key, argument) = map.Children.First();
        if (key is not YamlScalarNode { Value: { } name })
            return null;
        var isFunction = name is "Ref" or "Condition" || name.StartsWith("Fn::", StringComparison.Ordinal);
        return isFunction ? (name.Replace("Fn::", ""), argument) : null;
    }

    private JsonNode? Call(string name, YamlNode argument) =>
        name switch
        {
            "Ref" when argument.ToString() == "AWS::NoValue" => null,
            "Ref" => Ref(argument.ToString()),
            "GetAtt" when argument is YamlSequenceNode path => Attribute(string.Join('.', path.Children)),
            "GetAtt" => Attribute(argument.ToString()),
            "Sub" when argument is YamlScalarNode text => Substituted(text.Value!, null),
            "Sub" => Substituted(Items(argument)),
            "If" => If(Items(argument)),
            "Join" => Join(Items(argument)),
            "Split" => Split(Items(argument)),
            _ => throw new FormatException($"The template uses the function {name}, which is not understood here."),
        };

    private string Substituted(IReadOnlyList<YamlNode> items) =>
        Substituted(items[0].ToString(), items[1] as YamlMappingNode);

    private JsonNode? If(IReadOnlyList<YamlNode> items)
    {
        var holds = Holds(items[0].ToString());
        return Resolve(holds ? items[1] : items[2]);
    }

    private string Join(IReadOnlyList<YamlNode> items)
    {
        var parts = (JsonArray)Resolve(items[1])!;
        return string.Join(items[0].ToString(), parts.Select(part => part!.ToString()));
    }

    private JsonArray Split(IReadOnlyList<YamlNode> items)
    {
        var parts = Resolve(items[1])!.ToString().Split(items[0].ToString());
        return [.. parts.Select(part => JsonValue.Create(part))];
    }

    private bool IsTrue(YamlNode node) =>
        FunctionOf(node) switch
        {
            ("Equals", var two) => Text(Items(two)[0]) == Text(Items(two)[1]),
            ("Not", var one) => !IsTrue(Items(one)[0]),
            ("And", var all) => Items(all).All(IsTrue),
            ("Or", var any) => Items(any).Any(IsTrue),
            ("Condition", var other) => Holds(other.ToString()),
            _ => throw new FormatException($"The template has the condition {node}, which is not understood here."),
        };

    private string? Text(YamlNode node) => Resolve(node)?.ToString();

    private string Ref(string name)
    {
        if (values.TryGetValue(name, out var value))
            return value;
        return stack.NameOf(name);
    }

    private string Attribute(string path)
    {
        if (path.Split('.', 2) is [var id, "Arn"])
            return stack.ArnOf(id);
        throw new FormatException($"The attribute {path} is not known here.");
    }

    // Names of the second part of the long form come before all others.
    private string Substituted(string text, YamlMappingNode? own)
    {
        return Variable().Replace(text, match => Value(match.Groups["name"].Value));

        string Value(string name)
        {
            if (name.StartsWith('!'))
                return $"${{{name[1..]}}}";
            if (Stack.Child(own, name) is { } value)
                return Resolve(value)!.ToString();
            return name.Contains('.') ? Attribute(name) : Ref(name);
        }
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

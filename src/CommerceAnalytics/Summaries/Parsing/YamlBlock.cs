using System.Globalization;
using CommerceAnalytics.Naming;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace CommerceAnalytics.Summaries.Parsing;

/// <summary>A YAML mapping whose values are read by type; what is not as it must be becomes a problem.</summary>
internal sealed class YamlBlock(YamlMappingNode node, string what, ProblemList problems)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public int Line => LineOf(node);

    /// <summary>Null, with a problem told, where the text is no YAML mapping.</summary>
    public static YamlBlock? Of(string yaml, string what, ProblemList problems)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents is [{ RootNode: YamlMappingNode root }])
                return new(root, what, problems);
            problems.Add(1, "The block is no YAML mapping.", "Write it as lines 'key: value'.");
        }
        catch (YamlException error)
        {
            var remedy = "Put texts with ': ', '#' or a quote in them into quotes, and indent with spaces.";
            problems.Add(error.Start.Line, $"This is not valid YAML: {error.Message.TrimEnd('.')}.", remedy);
        }

        return null;
    }

    public bool Has(string key) => Child(key) is not null;

    /// <summary>Where a key stands; where the block does, if it is missing.</summary>
    public int LineOf(string key)
    {
        var child = Child(key);
        return child is null ? Line : LineOf(child);
    }

    /// <summary>A text; the empty one, with a problem told, where there is none.</summary>
    public string Text(string key)
    {
        if (OptionalText(key) is { } text)
            return text;
        if (!Has(key))
            problems.Add(Line, $"{what} has no '{key}'.", $"Add a line '{key}: ...'.");
        return "";
    }

    public string? OptionalText(string key)
    {
        var child = Child(key);
        if (child is null)
            return null;
        if (child is YamlScalarNode { Value: { Length: > 0 } value })
            return value.Trim();
        problems.Add(LineOf(child), $"'{key}' is no text.", $"Write '{key}: some text'.");
        return null;
    }

    /// <summary>A whole number; the least, with a problem told, where there is none.</summary>
    public int Number(string key, int least, int most)
    {
        var text = Text(key);
        return OptionalNumber(key, least, most, text) ?? least;
    }

    public int? OptionalNumber(string key, int least, int most)
    {
        var text = OptionalText(key) ?? "";
        return OptionalNumber(key, least, most, text);
    }

    public bool Flag(string key)
    {
        var text = OptionalText(key);
        if (text is not (null or "true" or "false"))
            problems.Add(LineOf(key), $"'{key}' is {Shown.Text(text)}.", "Write true or false.");
        return text == "true";
    }

    /// <summary>A list of texts, each with its line; none where the key is missing.</summary>
    public IReadOnlyList<Line> Texts(string key)
    {
        if (Child(key) is not { } child)
            return [];
        if (child is YamlSequenceNode list && list.All(item => item is YamlScalarNode { Value.Length: > 0 }))
        {
            var texts = list.Cast<YamlScalarNode>();
            return [.. texts.Select(text => new Line(text.Value!.Trim(), LineOf(text)))];
        }

        problems.Add(LineOf(child), $"'{key}' is no list of texts.", $"Write '{key}: [one, two]'.");
        return [];
    }

    /// <summary>A list of mappings; none where the key is missing.</summary>
    public IReadOnlyList<YamlBlock> Blocks(string key, string itemName)
    {
        if (Child(key) is not { } child)
            return [];
        if (child is YamlSequenceNode list && list.All(item => item is YamlMappingNode))
        {
            var mappings = list.Cast<YamlMappingNode>();
            return [.. mappings.Select(mapping => new YamlBlock(mapping, itemName, problems))];
        }

        problems.Add(LineOf(child), $"'{key}' is no list of mappings.", "Begin each item with a line '- name: ...'.");
        return [];
    }

    /// <summary>A mapping within this one; null where the key is missing.</summary>
    public YamlBlock? Block(string key)
    {
        if (Child(key) is not { } child)
            return null;
        if (child is YamlMappingNode mapping)
            return new(mapping, $"'{key}'", problems);
        problems.Add(LineOf(child), $"'{key}' is no mapping.", "Write its keys below it, indented.");
        return null;
    }

    /// <summary>Tells every key that nobody asked for.</summary>
    public void RefuseUnknownKeys()
    {
        foreach (var key in node.Children.Keys)
        {
            var name = (key as YamlScalarNode)?.Value ?? key.ToString();
            if (_known.Contains(name))
                continue;
            var nearest = Spelling.Nearest(name, _known, 1)[0];
            var remedy = $"Write one of {string.Join(", ", _known)} (nearest: {nearest}), or leave the key out.";
            problems.Add(LineOf(key), $"{what} has a key {Shown.Text(name)}, which means nothing here.", remedy);
        }
    }

    private int? OptionalNumber(string key, int least, int most, string text)
    {
        if (text.Length == 0)
            return null;
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        if (isNumber && number >= least && number <= most)
            return number;
        var remedy = $"Write a whole number from {least} to {most}.";
        problems.Add(LineOf(key), $"'{key}' is {Shown.Text(text)}.", remedy);
        return null;
    }

    private YamlNode? Child(string key)
    {
        _known.Add(key);
        return node.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;
    }

    private static int LineOf(YamlNode child) => (int)child.Start.Line;
}

/// <summary>A text and the line that it stands on.</summary>
internal readonly record struct Line(string Text, int Number);

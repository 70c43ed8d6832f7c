using System.Text.Json;

namespace FunctionsHost.Configuration;

/// <summary>
/// One object of host.json: gives its values, remembers what was asked for, and can so tell which keys nobody knows.
/// Keys are compared without case, as the Functions host does, which reads the file as configuration.
/// </summary>
/// <param name="prefix">What stands before a key's name in messages, e.g. <c>host.json: extensions.</c>.</param>
/// <param name="element">The object; undefined for one that is not there.</param>
/// <param name="problems">Takes one sentence for each value that is wrong.</param>
internal sealed class JsonSection(string prefix, JsonElement element, ICollection<string> problems)
{
    private readonly JsonProperty[] _properties =
        element.ValueKind == JsonValueKind.Object ? [.. element.EnumerateObject()] : [];
    private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);

    public JsonSection Child(string key)
    {
        var value = Find(key);
        if (value is { ValueKind: not JsonValueKind.Object })
            problems.Add($"{At(key)} must be an object.");
        return new($"{At(key)}.", value is { ValueKind: JsonValueKind.Object } found ? found : default, problems);
    }

    public string Text(string key, string otherwise)
    {
        var value = Find(key);
        if (value is null or { ValueKind: JsonValueKind.String })
            return value?.GetString() ?? otherwise;
        problems.Add($"{At(key)} must be text.");
        return otherwise;
    }

    /// <summary>Everything in it that is text, by key.</summary>
    public IReadOnlyDictionary<string, string> Texts()
    {
        var texts = _properties.Where(property => property.Value.ValueKind == JsonValueKind.String);
        return texts
            .DistinctBy(property => property.Name)
            .ToDictionary(property => property.Name, property => Text(property.Name, ""));
    }

    public int Count(string key, int otherwise)
    {
        var value = Find(key);
        if (value is null)
            return otherwise;
        if (value is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var count) && count > 0)
            return count;
        problems.Add($"{At(key)} must be a whole number, 1 or more.");
        return otherwise;
    }

    public bool Flag(string key, bool otherwise)
    {
        var value = Find(key);
        if (value is null or { ValueKind: JsonValueKind.True or JsonValueKind.False })
            return value?.GetBoolean() ?? otherwise;
        problems.Add($"{At(key)} must be true or false.");
        return otherwise;
    }

    /// <summary>Paths of the keys that were neither asked for nor are in <paramref name="knownToAzure"/>.</summary>
    public IEnumerable<string> Unknown(params IReadOnlyCollection<string> knownToAzure) =>
        from property in _properties
        where !_asked.Contains(property.Name) && !knownToAzure.Contains(property.Name, StringComparer.OrdinalIgnoreCase)
        select At(property.Name);

    private JsonElement? Find(string key)
    {
        _asked.Add(key);
        return _properties
            .Where(property => property.Name.Equals(key, StringComparison.OrdinalIgnoreCase))
            .Select(property => (JsonElement?)property.Value)
            .LastOrDefault();
    }

    /// <summary>The key as messages name it.</summary>
    public string At(string key) => prefix + key;
}

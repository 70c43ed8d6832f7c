namespace LocalAws.Iam.Evaluation;

/// <summary>What a request says of itself: condition keys and their values. Names do not mind case.</summary>
internal sealed class RequestContext
{
    private readonly Dictionary<string, IReadOnlyList<string>> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a key; null leaves it out, as a request does that does not have it.</summary>
    public RequestContext With(string key, string? value) => value is null ? this : With(key, [value]);

    public RequestContext With(string key, IReadOnlyList<string> all)
    {
        _values[key] = all;
        return this;
    }

    public IReadOnlyList<string>? Find(string key) => _values.GetValueOrDefault(key);

    /// <summary>
    /// What stands for <c>${name}</c> or <c>${name, 'default'}</c>; null where nothing does. Keys of many values are no
    /// variables.
    /// </summary>
    public string? Variable(string written)
    {
        if (written is "*" or "?" or "$")
            return written;
        var comma = written.IndexOf(',');
        var (name, fallback) = comma < 0 ? (written, null) : (written[..comma], written[(comma + 1)..].Trim());
        if (Find(name.Trim()) is [var one])
            return one;
        if (fallback is ['\'', .. var text, '\''])
            return text;
        return null;
    }
}

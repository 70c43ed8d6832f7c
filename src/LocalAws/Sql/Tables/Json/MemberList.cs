namespace LocalAws.Sql.Tables.Json;

/// <summary>
/// Members of an object as they are read: of a key that is said twice the last value counts, and stands where it was
/// said last.
/// </summary>
internal sealed class MemberList(StringComparer names)
{
    private readonly List<KeyValuePair<string, JsonNode?>?> _members = [];
    private readonly Dictionary<string, int> _places = new(names);

    public void Set(string name, JsonNode? value)
    {
        if (_places.TryGetValue(name, out var before))
            _members[before] = null;
        // The key's own writing is that of the last one.
        _places.Remove(name);
        _places.Add(name, _members.Count);
        _members.Add(new(name, value));
    }

    public JsonMembers Close() => new([.. _members.OfType<KeyValuePair<string, JsonNode?>>()]);
}

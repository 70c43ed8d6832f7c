using System.Text;
using System.Text.Json;

namespace LocalAws.Sql.Tables.Json;

/// <summary>Finds a name that a line has by the name that the table has, without case.</summary>
internal sealed class NameIndex
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _names;
    private readonly bool _dotsAreUnderscores;
    private char[] _characters = new char[256];

    public NameIndex(IEnumerable<(string Name, int At)> names, bool dotsAreUnderscores)
    {
        _dotsAreUnderscores = dotsAreUnderscores;
        Dictionary<string, int> index = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, at) in names)
            index.TryAdd(name, at);
        _names = index.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public int Find(ref Utf8JsonReader json)
    {
        if (_characters.Length < json.ValueSpan.Length)
            _characters = new char[json.ValueSpan.Length * 2];
        var length = json.ValueIsEscaped ? json.CopyString(_characters) : Encoding.UTF8.GetChars(json.ValueSpan, _characters);
        var name = _characters.AsSpan(0, length);
        if (_dotsAreUnderscores)
            name.Replace('.', '_');
        return _names.TryGetValue(name, out var at) ? at : -1;
    }
}

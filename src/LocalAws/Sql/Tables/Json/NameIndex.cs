using System.Text;
using System.Text.Json;

namespace LocalAws.Sql.Tables.Json;

/// <summary>Finds the leaf that a line's key stands for.</summary>
internal sealed class NameIndex
{
    public const int None = -1;

    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _keys;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>>? _dotted;
    private char[] _characters = new char[256];

    public NameIndex(IEnumerable<(string Name, int At)> names, JsonOptions options)
    {
        Dictionary<string, int> keys = new(options.Names);
        Dictionary<string, int> dotted = new(options.Names);
        foreach (var (name, at) in names)
        {
            keys.TryAdd(options.KeyOf(name), at);
            if (name.Contains('_'))
                dotted.TryAdd(name, at);
        }

        _keys = keys.GetAlternateLookup<ReadOnlySpan<char>>();
        if (options.DotsInKeys)
            _dotted = dotted.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The leaf of the key that the reader stands at, or <see cref="None"/>.</summary>
    /// <param name="json">Stands at a key.</param>
    /// <param name="isDotted">
    /// Whether it stands for a name by its dots only: then other keys of the object count too.
    /// </param>
    public int Find(ref Utf8JsonReader json, out bool isDotted)
    {
        isDotted = false;
        if (_characters.Length < json.ValueSpan.Length)
            _characters = new char[json.ValueSpan.Length * 2];
        var length = json.ValueIsEscaped
            ? json.CopyString(_characters)
            : Encoding.UTF8.GetChars(json.ValueSpan, _characters);
        var name = _characters.AsSpan(0, length);
        if (_keys.TryGetValue(name, out var at))
            return at;
        if (_dotted is not { } dotted || !name.Contains('.'))
            return None;
        name.Replace('.', '_');
        isDotted = dotted.TryGetValue(name, out at);
        return isDotted ? at : None;
    }
}

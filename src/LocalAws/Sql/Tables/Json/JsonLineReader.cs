using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace LocalAws.Sql.Tables.Json;

/// <summary>
/// Reads one line into slots, one for each leaf. Keys are matched without case, the last of several alike counts, unknown ones are passed over.
/// </summary>
internal sealed class JsonLineReader
{
    private static readonly JsonSerializerOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IReadOnlyList<JsonLeaf> _leaves;
    private readonly NameIndex _columns;
    private readonly Dictionary<string, NameIndex> _structs;
    private byte[] _unescaped = new byte[4096];
    private int _used;
    private byte[] _line = [];

    public JsonLineReader(IReadOnlyList<JsonLeaf> leaves)
    {
        _leaves = leaves;
        Slots = new Slot[leaves.Count];
        var dots = leaves.Any(leaf => leaf.DotsAreUnderscores);
        _columns = new NameIndex(leaves.Index().DistinctBy(l => l.Item.Column).Select(l => (l.Item.Column, l.Index)), dots);
        _structs = leaves.Index().Where(l => l.Item.Field is not null).GroupBy(l => l.Item.Column)
            .ToDictionary(g => g.Key, g => new NameIndex(g.Select(l => (l.Item.Field!, l.Index)), dots));
    }

    /// <summary>Values of the line read last.</summary>
    public Slot[] Slots { get; }

    /// <summary>The bytes of a slot.</summary>
    public ReadOnlySpan<byte> Bytes(in Slot slot, byte[] line) => (slot.Unescaped ? _unescaped : line).AsSpan(slot.Start, slot.Length);

    /// <returns>False for a damaged line.</returns>
    public bool TryRead(byte[] buffer, int start, int length)
    {
        Array.Clear(Slots);
        (_used, _line) = (0, buffer);
        var line = buffer.AsSpan(start, length);
        if (!Utf8.IsValid(line))
            return false;
        try
        {
            var json = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 64 });
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                return false;
            ReadObject(ref json, start, _columns, top: true);
            return !json.Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or DamagedLineException)
        {
            return false;
        }
    }

    private void ReadObject(ref Utf8JsonReader json, int start, NameIndex names, bool top)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var at = names.Find(ref json);
            json.Read();
            if (at < 0)
                json.Skip();
            else if (top && _leaves[at].Field is not null)
                ReadStruct(ref json, start, _structs[_leaves[at].Column]);
            else
                Slots[at] = Read(ref json, start, _leaves[at].Kind);
        }
    }

    private void ReadStruct(ref Utf8JsonReader json, int start, NameIndex names)
    {
        if (json.TokenType == JsonTokenType.StartObject)
            ReadObject(ref json, start, names, top: false);
        else
            json.Skip();
    }

    private Slot Read(ref Utf8JsonReader json, int start, LeafKind kind)
    {
        if (json.TokenType == JsonTokenType.Null)
            return default;
        if (kind == LeafKind.Timestamp)
            return Timestamp(ref json);
        if (kind == LeafKind.TextMap && json.TokenType == JsonTokenType.StartObject)
            return Texts(ref json, start);
        if (json.TokenType != JsonTokenType.String || kind != LeafKind.Text)
            return Raw(ref json, start);

        return json.ValueIsEscaped ? Unescape(ref json) : new Slot(start + (int)json.TokenStartIndex + 1, json.ValueSpan.Length);
    }

    private static Slot Raw(ref Utf8JsonReader json, int start)
    {
        var from = (int)json.TokenStartIndex;
        json.Skip();
        return new Slot(start + from, (int)json.BytesConsumed - from);
    }

    /// <summary>The object with strings for values: what is none, by its JSON text, as in a struct. DuckDB would write 1.50 as 1.5.</summary>
    private Slot Texts(ref Utf8JsonReader json, int start)
    {
        Dictionary<string, string?> texts = [];
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            texts[name] = json.TokenType switch
            {
                JsonTokenType.Null => null,
                JsonTokenType.String => json.GetString(),
                _ => Encoding.UTF8.GetString(Bytes(Raw(ref json, start), _line)),
            };
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes(texts, AsItIs);
        Reserve(bytes.Length);
        bytes.CopyTo(_unescaped, _used);
        return Used(bytes.Length);
    }

    private static Slot Timestamp(ref Utf8JsonReader json)
    {
        if (json.TokenType is JsonTokenType.String or JsonTokenType.Number && TimestampText.TryRead(json.ValueSpan, out var micros))
            return new Slot(micros);
        throw new DamagedLineException();
    }

    private Slot Unescape(ref Utf8JsonReader json)
    {
        Reserve(json.ValueSpan.Length);
        return Used(json.CopyString(_unescaped.AsSpan(_used)));
    }

    private void Reserve(int length)
    {
        if (_unescaped.Length - _used < length)
            Array.Resize(ref _unescaped, Math.Max(_unescaped.Length * 2, _used + length));
    }

    private Slot Used(int length)
    {
        var slot = new Slot(_used, length, unescaped: true);
        _used += length;
        return slot;
    }

    private sealed class DamagedLineException : Exception;
}

using System.Text.Json;
using System.Text.Unicode;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Tables.Json;

/// <summary>
/// The fast way through a line, for the nearly all that are plain JSON with nothing odd in them. It either fills the
/// slots just as <see cref="ForgivingLine"/> would, or leaves the line to that.
/// </summary>
internal sealed class StrictLine
{
    private static readonly JsonReaderOptions Reader = new() { MaxDepth = 512 };

    private readonly IReadOnlyList<JsonLeaf> _leaves;
    private readonly JsonOptions _options;
    private readonly Slot[] _slots;
    private readonly LineText _text;
    private readonly LeafValues _values;
    private readonly NameIndex _columns;
    private readonly Dictionary<int, (NameIndex Fields, int Count)> _rows = [];

    public StrictLine(IReadOnlyList<JsonLeaf> leaves, JsonOptions options, Slot[] slots, LineText text)
    {
        _leaves = leaves;
        _options = options;
        _slots = slots;
        _text = text;
        _values = new LeafValues(options, text);
        _columns = new NameIndex(
            leaves.Index().Where(l => l.Item.Field is null).Select(l => (l.Item.Column, l.Index)),
            options
        );
        foreach (var row in leaves.Index().Where(l => l.Item.Kind == LeafKind.Presence))
        {
            var fields = leaves
                .Index()
                .Where(l => l.Item.Column == row.Item.Column && l.Item.Field is not null)
                .ToList();
            _rows[row.Index] = (new NameIndex(fields.Select(l => (l.Item.Field!, l.Index)), options), fields.Count);
        }
    }

    /// <returns>
    /// False where the line is left to the forgiving reader; what the slots hold is then worth nothing.
    /// </returns>
    /// <param name="line">A line.</param>
    /// <param name="start">Where it stands in its buffer.</param>
    /// <param name="end">Behind the object.</param>
    public bool TryRead(ReadOnlySpan<byte> line, int start, out int end)
    {
        end = 0;
        if (!Utf8.IsValid(line))
            return false;
        try
        {
            var json = new Utf8JsonReader(line, Reader);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                return false;
            if (!TryObject(ref json, start, line, _columns, isTop: true))
                return false;
            end = (int)json.BytesConsumed;
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private bool TryObject(ref Utf8JsonReader json, int start, ReadOnlySpan<byte> line, NameIndex names, bool isTop)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var at = names.Find(ref json, out var isDotted);
            // Which of several keys a name takes by its dots depends on all of them.
            if (isDotted)
                return false;
            json.Read();
            if (at == NameIndex.None)
                json.Skip();
            else if (isTop && _leaves[at].Kind == LeafKind.Presence)
            {
                if (!TryRow(ref json, start, line, at))
                    return false;
            }
            else if (!TryValue(ref json, start, line, at))
                return false;
        }

        return true;
    }

    /// <summary>Of a row that is said twice the last counts, whole.</summary>
    private bool TryRow(ref Utf8JsonReader json, int start, ReadOnlySpan<byte> line, int at)
    {
        var (fields, count) = _rows[at];
        _slots.AsSpan(at, count + 1).Clear();
        if (json.TokenType == JsonTokenType.Null)
            return true;
        if (json.TokenType != JsonTokenType.StartObject)
            return false;
        _slots[at] = new Slot(start, 1);
        return TryObject(ref json, start, line, fields, isTop: false);
    }

    private bool TryValue(ref Utf8JsonReader json, int start, ReadOnlySpan<byte> line, int at)
    {
        var leaf = _leaves[at];
        _slots[at] = default;
        if (json.TokenType == JsonTokenType.Null)
            return true;
        if (leaf.Kind == LeafKind.Timestamp)
            return TryTimestamp(ref json, out _slots[at]);
        if (leaf.Kind == LeafKind.Text && TryText(ref json, start, out _slots[at]))
            return true;
        var takesWhole = leaf.Kind == LeafKind.Scalar && leaf.Type.Kind == TypeKind.BigInt;
        if (takesWhole && json.TokenType == JsonTokenType.Number && PlainNumbers.IsWhole(json.ValueSpan))
        {
            _slots[at] = Plain(ref json, start);
            return true;
        }

        return TryNode(ref json, line, leaf, out _slots[at]);
    }

    private static bool TryTimestamp(ref Utf8JsonReader json, out Slot slot)
    {
        slot = default;
        if (json.TokenType is not (JsonTokenType.String or JsonTokenType.Number) || json.ValueIsEscaped)
            return false;
        if (!TimestampText.TryRead(json.ValueSpan, out var micros))
            return false;
        slot = new Slot(micros);
        return true;
    }

    private bool TryText(ref Utf8JsonReader json, int start, out Slot slot)
    {
        slot = default;
        if (json.TokenType == JsonTokenType.String && json.ValueIsEscaped)
        {
            slot = _text.Keep(json.CopyString(_text.Room(json.ValueSpan.Length)));
            return true;
        }

        var isPlain =
            json.TokenType is JsonTokenType.String or JsonTokenType.True or JsonTokenType.False
            || (json.TokenType == JsonTokenType.Number && PlainNumbers.IsPlain(json.ValueSpan));
        if (isPlain)
            slot = Plain(ref json, start);
        return isPlain;
    }

    private static Slot Plain(ref Utf8JsonReader json, int start)
    {
        var quote = json.TokenType == JsonTokenType.String ? 1 : 0;
        return new Slot(start + (int)json.TokenStartIndex + quote, json.ValueSpan.Length);
    }

    /// <summary>Any other value, by way of the forgiving reader's view of it alone.</summary>
    private bool TryNode(ref Utf8JsonReader json, ReadOnlySpan<byte> line, JsonLeaf leaf, out Slot slot)
    {
        var from = (int)json.TokenStartIndex;
        json.Skip();
        var text = JavaText.Utf8.GetString(line[from..(int)json.BytesConsumed]);
        slot = default;
        try
        {
            var node = LenientJson.Read(text, _options.Names).Value;
            slot = node is null ? default : _values.Slot(leaf, node);
            return true;
        }
        catch (LineFaultException)
        {
            // The same value may be said again, and only the last one counts: that is for the forgiving reader to see.
            return false;
        }
    }
}

namespace LocalAws.Sql.Tables.Json;

/// <summary>Bytes of values that do not stand in the line as they are, kept for the line read last.</summary>
internal sealed class LineText
{
    private byte[] _bytes = new byte[4096];
    private int _used;

    public ReadOnlySpan<byte> Bytes(in Slot slot) => _bytes.AsSpan(slot.Start, slot.Length);

    public void Clear() => _used = 0;

    /// <summary>Room for so many bytes, to be kept by <see cref="Keep(int)"/>.</summary>
    public Span<byte> Room(int length)
    {
        if (_bytes.Length - _used < length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + length));
        return _bytes.AsSpan(_used);
    }

    public Slot Keep(int length)
    {
        var slot = new Slot(_used, length, unescaped: true);
        _used += length;
        return slot;
    }

    public Slot Keep(string? text)
    {
        if (text is null)
            return default;
        var room = Room(JavaText.Utf8.GetMaxByteCount(text.Length));
        return Keep(JavaText.Utf8.GetBytes(text, room));
    }
}

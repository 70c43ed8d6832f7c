using System.Text;
using System.Text.Json;
using LocalAws.Sql.Tables.Lines;

namespace LocalAws.Sql.Tables.Json;

/// <summary>Reads one line into slots, one for each leaf.</summary>
internal sealed class JsonLineReader : ILineReader
{
    private readonly StrictLine _strict;
    private readonly ForgivingLine _forgiving;
    private readonly JsonOptions _options;
    private readonly LineText _text = new();

    public JsonLineReader(IReadOnlyList<JsonLeaf> leaves, JsonOptions options)
    {
        _options = options;
        Slots = new Slot[leaves.Count];
        _strict = new StrictLine(leaves, options, Slots, _text);
        _forgiving = new ForgivingLine(leaves, options, Slots, _text);
    }

    public Slot[] Slots { get; }

    public ReadOnlySpan<byte> Bytes(in Slot slot, byte[] line)
    {
        if (slot.Unescaped)
            return _text.Bytes(slot);
        return line.AsSpan(slot.Start, slot.Length);
    }

    /// <summary>Reads a line. A blank one is a row of NULLs, as Trino has it.</summary>
    public bool TryRead(byte[] buffer, int start, int length, out string? fault)
    {
        fault = null;
        Clear();
        var line = buffer.AsSpan(start, length);
        if (line.IndexOfAnyExceptInRange((byte)0, (byte)' ') < 0)
            return true;
        if (_strict.TryRead(line, start, out var end))
        {
            fault = BehindIt(JavaText.Utf8.GetString(line[end..].Slice(0, Math.Min(1024, length - end))));
            return true;
        }

        Clear();
        return TryForgiving(line, out fault);
    }

    private bool TryForgiving(ReadOnlySpan<byte> line, out string? fault)
    {
        fault = _options.Lenient ? null : JsonFault(line);
        if (fault is not null)
            return false;
        try
        {
            fault = BehindIt(_forgiving.Read(line));
            return true;
        }
        catch (LineFaultException e)
        {
            fault = e.Message;
            return false;
        }
    }

    private void Clear()
    {
        Array.Clear(Slots);
        _text.Clear();
    }

    /// <summary>What is not JSON about the object that a line begins with, or null.</summary>
    private static string? JsonFault(ReadOnlySpan<byte> line)
    {
        try
        {
            // Broken UTF-8 is no fault: Java has replaced it before it looks.
            var json = new Utf8JsonReader(
                Encoding.UTF8.GetBytes(JavaText.Utf8.GetString(line)),
                new JsonReaderOptions { MaxDepth = 512 }
            );
            json.Read();
            json.Skip();
            return null;
        }
        catch (JsonException e)
        {
            return e.Message;
        }
    }

    private static string? BehindIt(string rest)
    {
        if (JavaText.Trim(rest) is ['{', ..])
            return "a second record stands behind the first, without a line break: only the first is read";
        return null;
    }
}

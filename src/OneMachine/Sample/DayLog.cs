using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CommerceAnalytics.OneMachine.Sample;

/// <summary>
/// The lines of one UTC day, in memory, in the order they were made; <see cref="Hour"/> gives them in the order of
/// time.
/// </summary>
internal sealed class DayLog : IDisposable
{
    public const int DayMs = 24 * 3_600_000;

    /// <summary>
    /// Where a damaged line breaks off: inside the attributes' name, so that what is left is not JSON.
    /// </summary>
    private const int DamagedLength = 70;

    private readonly ArrayBufferWriter<byte> _bytes = new(1 << 22);
    private readonly List<Line> _lines = [];
    private readonly byte[] _timestamp = new byte[24];
    private readonly Utf8JsonWriter _json;
    private int _atMs;
    private int _start;

    public DayLog() =>
        _json = new Utf8JsonWriter(
            _bytes,
            new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }
        );

    public int Count => _lines.Count;

    public void Begin(DateOnly day)
    {
        _bytes.ResetWrittenCount();
        _lines.Clear();
        _ = day.TryFormat(_chars, out _, "yyyy-MM-dd");
        for (var i = 0; i < 10; i++)
            _timestamp[i] = (byte)_chars[i];
        "T00:00:00.000Z"u8.CopyTo(_timestamp.AsSpan(10));
    }

    private readonly char[] _chars = new char[10];

    /// <summary>Starts a line; attributes follow, then <see cref="EndEvent"/>.</summary>
    /// <param name="atMs">Milliseconds since midnight UTC, below <see cref="DayMs"/>.</param>
    /// <param name="kind">The event's <c>body</c>.</param>
    public void BeginEvent(int atMs, JsonEncodedText kind)
    {
        (_atMs, _start) = (atMs, _bytes.WrittenCount);
        WriteTime(atMs);
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString("timestamp"u8, _timestamp);
        _json.WriteString("body"u8, kind);
        _json.WriteStartObject("attributes"u8);
    }

    public void Text(JsonEncodedText name, string? value)
    {
        if (value is null)
            _json.WriteNull(name);
        else
            _json.WriteString(name, value);
    }

    /// <summary>A JSON number where the rest of the log has text: some clients send them so.</summary>
    public void Number(JsonEncodedText name, long value) => _json.WriteNumber(name, value);

    public void EndEvent()
    {
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.Flush();
        _bytes.Write("\n"u8);
        _lines.Add(new Line(_atMs, _start, _bytes.WrittenCount - _start));
    }

    /// <summary>Logs the last event once more, as an exporter does that retries.</summary>
    public void Repeat() => _lines.Add(_lines[^1]);

    /// <summary>Logs the last event once more, broken off, as a process does that is killed while it writes.</summary>
    public void RepeatDamaged()
    {
        var last = _lines[^1];
        var start = _bytes.WrittenCount;
        _bytes.Write(_bytes.WrittenSpan.Slice(last.Start, Math.Min(DamagedLength, last.Length - 3)).ToArray());
        _bytes.Write("\n"u8);
        _lines.Add(last with { Start = start, Length = _bytes.WrittenCount - start });
    }

    /// <summary>Puts the lines in the order of time; lines of one moment stay as they were made.</summary>
    public void Sort() =>
        _lines.Sort(static (a, b) => a.AtMs != b.AtMs ? a.AtMs.CompareTo(b.AtMs) : a.Start.CompareTo(b.Start));

    /// <summary>
    /// Copies the lines of an hour (0-23, UTC) to <paramref name="target"/>. Needs <see cref="Sort"/>.
    /// </summary>
    public void Hour(int hour, ArrayBufferWriter<byte> target)
    {
        target.ResetWrittenCount();
        for (var i = FirstOf(hour); i < _lines.Count && _lines[i].AtMs < (hour + 1) * 3_600_000; i++)
            target.Write(_bytes.WrittenSpan.Slice(_lines[i].Start, _lines[i].Length));
    }

    public void Dispose() => _json.Dispose();

    private int FirstOf(int hour)
    {
        var (low, high) = (0, _lines.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_lines[middle].AtMs < hour * 3_600_000)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private void WriteTime(int atMs)
    {
        WriteDigits(11, 2, atMs / 3_600_000);
        WriteDigits(14, 2, atMs / 60_000 % 60);
        WriteDigits(17, 2, atMs / 1000 % 60);
        WriteDigits(20, 3, atMs % 1000);
    }

    private void WriteDigits(int at, int digits, int value)
    {
        for (var i = at + digits - 1; i >= at; i--, value /= 10)
            _timestamp[i] = (byte)('0' + (value % 10));
    }

    private readonly record struct Line(int AtMs, int Start, int Length);
}

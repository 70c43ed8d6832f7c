namespace LocalAws.Sql.Tables.Lines;

/// <summary>
/// The lines of a file, one at a time in a buffer that is used again. A line ends with LF, CR, or both; the last one
/// with the file.
/// </summary>
internal sealed class LineSplitter
{
    /// <summary>What Trino takes for a line at most (<c>hive.text.max-line-length</c>).</summary>
    private const int LongestLine = 100 * 1024 * 1024;

    private readonly Stream _stream;
    private byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;
    private bool _done;

    /// <param name="stream">Text. A byte order mark of UTF-8 at its start is no text.</param>
    public LineSplitter(Stream stream)
    {
        _stream = stream;
        _end = stream.ReadAtLeast(_buffer, 3, throwOnEndOfStream: false);
        if (_buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8))
            _start = 3;
        IsUtf16 =
            _end >= 2
            && (_buffer[0], _buffer[1])
                is
                    (0xFF, 0xFE)
                    or
                    (0xFE, 0xFF)
                    or
                    ((byte)'{' or (byte)'[', 0)
                    or
                    (0, (byte)'{' or (byte)'[');
    }

    /// <summary>
    /// Whether the file begins as UTF-16 does, with a byte order mark or with a brace of two bytes. Readers of lines
    /// take UTF-8 alone.
    /// </summary>
    public bool IsUtf16 { get; }

    public byte[] Buffer => _buffer;

    /// <summary>Number of the line read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The next line's place in <see cref="Buffer"/>, without its end; false after the last.</summary>
    public bool TryNext(out int start, out int length)
    {
        var searched = _start;
        int at;
        while ((at = _buffer.AsSpan(searched, _end - searched).IndexOfAny((byte)'\n', (byte)'\r')) < 0 && !_done)
        {
            var seen = _end - _start;
            Fill();
            searched = _start + seen;
        }

        return Take(at < 0 ? _end : searched + at, out start, out length);
    }

    private bool Take(int end, out int start, out int length)
    {
        // Whether LF follows CR must be seen before the line is handed out: filling moves it.
        if (end == _end - 1 && !_done && _buffer[end] == '\r')
        {
            var offset = end - _start;
            Fill();
            end = _start + offset;
        }

        start = _start;
        length = end - _start;
        var isLine = _start < _end;
        Number += isLine ? 1 : 0;
        _start = Math.Min(_end, end + Ending(end));
        return isLine;
    }

    private int Ending(int end) => end + 1 < _end && _buffer[end] == '\r' && _buffer[end + 1] == '\n' ? 2 : 1;

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end - _start > LongestLine)
            throw new InvalidDataException($"a line is longer than {LongestLine} bytes");
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _done = read == 0;
        _end += read;
    }
}

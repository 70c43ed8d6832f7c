using System.IO.Compression;

namespace LocalAws.Sql.Tables.Json;

/// <summary>The lines of a file, plain or gzip, one at a time in a buffer that is used again.</summary>
internal sealed class LineSplitter : IDisposable
{
    private readonly Stream _stream;
    private byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;
    private bool _done;

    public LineSplitter(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan);
        _stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>Whether the file broke off: its compression is damaged, and the rest cannot be read.</summary>
    public bool Broken { get; private set; }

    public byte[] Buffer => _buffer;

    public void Dispose() => _stream.Dispose();

    /// <summary>The next line's place in <see cref="Buffer"/>, without its end; false after the last.</summary>
    public bool TryNext(out int start, out int length)
    {
        var searched = _start;
        while (true)
        {
            var at = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (at >= 0 || _done)
                return Take(at < 0 ? _end : searched + at, out start, out length);
            searched = _end - _start;
            Fill();
            searched += _start;
        }
    }

    private bool Take(int end, out int start, out int length)
    {
        start = _start;
        length = end - _start;
        var more = _start < _end;
        _start = Math.Min(_end, end + 1);
        return more;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = Read();
        _done = read == 0;
        _end += read;
    }

    private int Read()
    {
        try
        {
            return _stream.Read(_buffer, _end, _buffer.Length - _end);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            Broken = true;
            return 0;
        }
    }
}

using LocalAws.Sql.Tables.Lines;

namespace LocalAws.Sql.Tables.Json;

/// <summary>Reads the lines of files into rows, and counts those that cannot be read.</summary>
internal sealed class JsonFile(IReadOnlyList<JsonLeaf> leaves, ILineFormat format)
{
    private const string Utf16 = "the file is UTF-16, and readers of lines take UTF-8";

    private readonly ILineReader _line = format.Reader(leaves);

    public FileLines Read(string path, int folder, StagedLines rows)
    {
        var read = FileLines.Begin(path);
        try
        {
            using var text = TextStream.Open(path);
            var lines = new LineSplitter(text);
            for (var i = 0; i < format.HeaderLines; i++)
                lines.TryNext(out _, out _);
            while (lines.TryNext(out var start, out var length))
                read = Line(read, lines, start, length, folder, rows);
            return read;
        }
        catch (InvalidDataException e)
        {
            return read with { Damage = e.Message };
        }
    }

    private FileLines Line(FileLines read, LineSplitter lines, int start, int length, int folder, StagedLines rows)
    {
        // Of such a line a lenient reader may make a row of NULLs.
        if (lines.IsUtf16)
            return (read with { Lines = read.Lines + 1 }).With(lines.Number, Utf16);
        var isRead = _line.TryRead(lines.Buffer, start, length, out var fault);
        if (isRead)
            rows.Add(folder, _line, lines.Buffer);
        // A second record on a line is one more record, and one that is not read.
        var records = isRead && fault is not null ? 2 : 1;
        read = read with { Lines = read.Lines + records };
        return fault is null ? read : read.With(lines.Number, fault);
    }
}

using System.Text;

namespace LocalAws.Athena.Results;

/// <summary>
/// Athena's result CSV: every value in quotes, quotes doubled, NULL as nothing at all. Unlike most CSV it tells NULL
/// from the empty text.
/// </summary>
internal static class ResultCsv
{
    public static async Task WriteRowAsync(TextWriter writer, IReadOnlyList<string?> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0)
                await writer.WriteAsync(',');
            if (values[i] is { } value)
                await writer.WriteAsync($"\"{value.Replace("\"", "\"\"")}\"");
        }

        await writer.WriteAsync('\n');
    }

    /// <summary>
    /// Reads up to a number of rows from where the stream stands, and says where the next one begins; null at the end.
    /// </summary>
    public static (List<IReadOnlyList<string?>> Rows, long? Next) Read(Stream stream, int count)
    {
        var buffered = new BufferedStream(stream, 64 * 1024);
        var rows = new List<IReadOnlyList<string?>>();
        while (rows.Count < count && ReadRow(buffered) is { } row)
            rows.Add(row);
        return (rows, buffered.Position < buffered.Length ? buffered.Position : null);
    }

    private static List<string?>? ReadRow(BufferedStream stream)
    {
        if (stream.Position >= stream.Length)
            return null;
        var row = new List<string?>();
        int end;
        do
        {
            (var value, end) = ReadValue(stream);
            row.Add(value);
        } while (end == ',');
        return row;
    }

    private static (string? Value, int End) ReadValue(BufferedStream stream)
    {
        var next = stream.ReadByte();
        if (next != '"')
            return (null, next);
        using var value = new MemoryStream();
        while ((next = stream.ReadByte()) >= 0)
        {
            if (next == '"' && (next = stream.ReadByte()) != '"')
                break;
            value.WriteByte((byte)next);
        }

        return (Encoding.UTF8.GetString(value.GetBuffer(), 0, (int)value.Length), next);
    }
}

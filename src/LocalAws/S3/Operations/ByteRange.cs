using System.Globalization;
using LocalAws.Wire;

namespace LocalAws.S3.Operations;

/// <summary>The part of an object that a Range header asks for.</summary>
internal readonly record struct ByteRange(long First, long Length, bool IsPart)
{
    private const int PieceSize = 128 * 1024;

    /// <summary>
    /// Reads a header of one range; anything else asks for the whole, as HTTP has it. Throws <c>InvalidRange</c>.
    /// </summary>
    public static ByteRange Read(string? header, long size)
    {
        var whole = new ByteRange(0, size, IsPart: false);
        if (
            header is null
            || !header.StartsWith("bytes=", StringComparison.Ordinal)
            || header[6..].Split('-') is not [var from, var to]
        )
            return whole;
        if (from.Length == 0)
            return Number(to) is { } last ? Part(Math.Max(0, size - last), size - 1, size, header) : whole;
        if (Number(from) is not { } first || (to.Length > 0 && Number(to) is null) || Number(to) < first)
            return whole;
        return Part(first, Math.Min(Number(to) ?? long.MaxValue, size - 1), size, header);
    }

    /// <summary>Copies the part from a stream to another. Throws where the stream ends before it.</summary>
    public async Task CopyAsync(Stream content, Stream destination, CancellationToken cancellationToken)
    {
        content.Position = First;
        var buffer = new byte[(int)Math.Min(Length, PieceSize)];
        for (var left = Length; left > 0; )
        {
            var read = await content.ReadAsync(
                buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)),
                cancellationToken
            );
            if (read == 0)
                throw new EndOfStreamException("The object's file was cut short while it was read.");
            await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            left -= read;
        }
    }

    private static ByteRange Part(long first, long last, long size, string header)
    {
        if (first <= last && first < size)
            return new(first, last - first + 1, IsPart: true);
        throw new AwsException("InvalidRange", "The requested range is not satisfiable", 416)
        {
            Details = [("RangeRequested", header), ("ActualObjectSize", size.ToString())],
        };
    }

    private static long? Number(string text)
    {
        if (long.TryParse(text, NumberStyles.None, null, out var number))
            return number;
        return null;
    }
}

using System.Buffers.Binary;
using System.IO.Compression;
using LocalAws.S3.Payloads;

namespace LocalAws.Sql.Tables.Lines;

/// <summary>
/// Goes through the members of a gzip file one by one and finds what is missing (RFC 1952). What follows the last
/// member and is no gzip is passed over, as Java does.
/// </summary>
/// <param name="bytes">Gives one byte at a time, so that a decompressor takes none beyond its end.</param>
internal sealed class GzipMembers(Stream bytes)
{
    private const string CutOff = "unexpected end of the gzip data: the file is cut off";
    private const int Deflate = 8;
    private const int HasChecksum = 2;
    private const int HasExtra = 4;
    private const int HasName = 8;
    private const int HasComment = 16;

    /// <summary>Throws <see cref="InvalidDataException"/> where a member is cut off or damaged.</summary>
    public static void Verify(Stream file)
    {
        file.Position = 0;
        using var buffered = new BufferedStream(new Borrowed(file), 64 * 1024);
        using var single = new ByteByByte(buffered);
        var members = new GzipMembers(single);
        while (members.TryBegin())
            members.Member();
    }

    private bool TryBegin()
    {
        var first = bytes.ReadByte();
        return first == 0x1F && bytes.ReadByte() == 0x8B;
    }

    private void Member()
    {
        Header();
        var checksum = Crc.Crc32();
        var length = 0u;
        var buffer = new byte[64 * 1024];
        using var text = new DeflateStream(bytes, CompressionMode.Decompress, leaveOpen: true);
        int read;
        while ((read = text.Read(buffer)) > 0)
        {
            checksum.Append(buffer.AsSpan(0, read));
            length += (uint)read;
        }

        var trailer = Take(8);
        var isWhole =
            BinaryPrimitives.ReadUInt32LittleEndian(trailer) == BinaryPrimitives.ReadUInt32BigEndian(checksum.Value());
        if (!isWhole || BinaryPrimitives.ReadUInt32LittleEndian(trailer.AsSpan(4)) != length)
            throw new InvalidDataException(
                "the gzip data is damaged: its checksum or length is not that of what it holds"
            );
    }

    private void Header()
    {
        var header = Take(8);
        if (header[0] != Deflate)
            throw new InvalidDataException($"gzip with the unknown compression method {header[0]}");
        var flags = header[1];
        if ((flags & HasExtra) != 0)
            Take(BinaryPrimitives.ReadUInt16LittleEndian(Take(2)));
        if ((flags & HasName) != 0)
            SkipText();
        if ((flags & HasComment) != 0)
            SkipText();
        if ((flags & HasChecksum) != 0)
            Take(2);
    }

    private void SkipText()
    {
        while (Take(1)[0] != 0) { }
    }

    private byte[] Take(int count)
    {
        var taken = new byte[count];
        if (bytes.ReadAtLeast(taken, count, throwOnEndOfStream: false) < count)
            throw new InvalidDataException(CutOff);
        return taken;
    }

    /// <summary>Gives one byte at a time, so that a decompressor takes none beyond its end.</summary>
    private sealed class ByteByByte(Stream bytes) : ForwardStream
    {
        public override int Read(Span<byte> buffer)
        {
            var most = Math.Min(1, buffer.Length);
            return bytes.Read(buffer[..most]);
        }
    }

    /// <summary>Reads a stream that stays another's: to dispose it leaves that one open.</summary>
    private sealed class Borrowed(Stream bytes) : ForwardStream
    {
        public override int Read(Span<byte> buffer) => bytes.Read(buffer);
    }
}

using System.Buffers.Binary;
using System.IO.Compression;
using LocalAws.S3.Payloads;

namespace LocalAws.Sql.Tables.Lines;

/// <summary>
/// Reads gzip and sees to it that nothing is missing, which <see cref="GZipStream"/> alone does not: it takes a file
/// that is cut off for a shorter one. At the end, what was read must have the length and checksum that the file ends
/// with. Where it has not, the file may still be several members in a row: then it is gone through once more, slowly,
/// member by member.
/// </summary>
internal sealed class GzipStream : ForwardStream
{
    private const int TrailerBytes = 8;

    private readonly FileStream _file;
    private readonly GZipStream _text;
    private readonly Crc _checksum = Crc.Crc32();
    private uint _length;
    private bool _isVerified;

    /// <param name="file">Compressed bytes; owned by the stream.</param>
    public GzipStream(FileStream file)
    {
        _file = file;
        _text = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _isVerified)
            return 0;
        var read = Decompress(buffer);
        _checksum.Append(buffer[..read]);
        _length += (uint)read;
        if (read == 0)
            Verify();
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _text.Dispose();
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Decompress(Span<byte> buffer)
    {
        try
        {
            return _text.Read(buffer);
        }
        catch (InvalidDataException)
        {
            // It calls a wrong checksum an unsupported compression method; member by member the reason is the right one.
            GzipMembers.Verify(_file);
            throw;
        }
    }

    private void Verify()
    {
        if (!IsOneMember())
            GzipMembers.Verify(_file);
        _isVerified = true;
    }

    private bool IsOneMember()
    {
        if (_file.Length < TrailerBytes)
            return false;
        Span<byte> trailer = stackalloc byte[TrailerBytes];
        _file.Position = _file.Length - TrailerBytes;
        _file.ReadExactly(trailer);
        var checksum = BinaryPrimitives.ReadUInt32BigEndian(_checksum.Value());
        return BinaryPrimitives.ReadUInt32LittleEndian(trailer) == checksum
            && BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]) == _length;
    }
}

using System.Buffers.Binary;

namespace LocalAws.S3.Payloads;

/// <summary>A reflected CRC of 32 or 64 bits, as S3's checksums are.</summary>
internal sealed class Crc
{
    private readonly int _bytes;
    private readonly ulong[] _table;
    private readonly ulong _mask;
    private ulong _state;

    private Crc(int bytes, ulong reflectedPolynomial)
    {
        _bytes = bytes;
        _mask = bytes == 8 ? ulong.MaxValue : uint.MaxValue;
        _state = _mask;
        _table = new ulong[256];
        for (var i = 0; i < _table.Length; i++)
        {
            var value = (ulong)i;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 1) == 1 ? (value >> 1) ^ reflectedPolynomial : value >> 1;
            _table[i] = value;
        }
    }

    public static Crc Crc32() => new(4, 0xEDB88320);

    public static Crc Crc32C() => new(4, 0x82F63B78);

    public static Crc Crc64Nvme() => new(8, 0x9A6C9329AC4BC9B5);

    public void Append(ReadOnlySpan<byte> data)
    {
        foreach (var b in data)
            _state = _table[(byte)(_state ^ b)] ^ (_state >> 8);
    }

    /// <summary>The checksum, most significant byte first.</summary>
    public byte[] Value()
    {
        var value = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(value, (_state ^ _mask) & _mask);
        return value[(8 - _bytes)..];
    }
}

using System.Security.Cryptography;

namespace LocalAws.Wire;

/// <summary>Fresh ids: random UUIDs of version 4, as AWS gives out.</summary>
internal static class RequestIds
{
    public static string Next()
    {
        var bytes = RandomNumberGenerator.GetBytes(16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}

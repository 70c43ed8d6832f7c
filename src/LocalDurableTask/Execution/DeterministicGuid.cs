using System.Security.Cryptography;
using System.Text;

namespace LocalDurableTask.Execution;

/// <summary>Version-5 GUIDs (RFC 9562): same name, same GUID.</summary>
internal static class DeterministicGuid
{
    // The namespace that Durable Task uses, so that an orchestration gets the same ids here and there.
    private static readonly Guid Namespace = new("9e952958-5e33-4daf-827f-2fa12937b875");

    public static Guid Create(string name)
    {
        var text = Encoding.UTF8.GetBytes(name);
        var data = new byte[16 + text.Length];
        Namespace.TryWriteBytes(data, bigEndian: true, out _);
        text.CopyTo(data.AsSpan(16));
#pragma warning disable CA5350 // Version 5 is defined with SHA-1; nothing is kept secret with it.
        var hash = SHA1.HashData(data).AsSpan(0, 16);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}

using System.Security.Cryptography;
using System.Text;

namespace LocalAws.Signing;

/// <summary>
/// The key derived for one day, region and service, and the date and scope that every string to sign names.
/// </summary>
internal sealed class SigningChain(string secret, string timestamp, AuthorizationHeader authorization)
{
    private readonly byte[] _key = Hmac(
        Hmac(
            Hmac(Hmac(Encoding.UTF8.GetBytes("AWS4" + secret), authorization.Date), authorization.Region),
            authorization.Service
        ),
        "aws4_request"
    );

    /// <summary>The signature of a request: the first of a chain where the body comes in signed chunks.</summary>
    public string SignRequest(string canonicalHash) =>
        Sign($"{AuthorizationHeader.Algorithm}\n{timestamp}\n{authorization.Scope}\n{canonicalHash}");

    /// <summary>The signature of a chunk, which covers the one before it.</summary>
    public string SignChunk(string previous, string chunkHash) =>
        Sign($"AWS4-HMAC-SHA256-PAYLOAD\n{timestamp}\n{authorization.Scope}\n{previous}\n{EmptyHash}\n{chunkHash}");

    /// <summary>The signature of the trailing headers.</summary>
    public string SignTrailer(string previous, string trailerHash) =>
        Sign($"AWS4-HMAC-SHA256-TRAILER\n{timestamp}\n{authorization.Scope}\n{previous}\n{trailerHash}");

    private static readonly string EmptyHash = Convert.ToHexStringLower(SHA256.HashData([]));

    private string Sign(string text) => Convert.ToHexStringLower(Hmac(_key, text));

    private static byte[] Hmac(byte[] key, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return HMACSHA256.HashData(key, bytes);
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Amazon.Clients.Tests;

/// <summary>Signature Version 4 once more, from its specification, to check signatures with.</summary>
internal static class SignatureV4
{
    public static string Authorization(
        SeenRequest request,
        string accessKey,
        string secretKey,
        string region,
        string service
    )
    {
        var time = request.Headers["X-Amz-Date"];
        var scope = $"{time[..8]}/{region}/{service}/aws4_request";
        var signed = Regex.Match(request.Headers["Authorization"], "SignedHeaders=([^,]+)").Groups[1].Value;
        var canonicalHeaders = string.Concat(
            signed.Split(';').Select(name => $"{name}:{request.Headers[name].Trim()}\n")
        );
        var canonical =
            $"{request.Method}\n{request.PathAndQuery}\n\n{canonicalHeaders}\n{signed}\n{Hex(SHA256.HashData(request.Body))}";
        var toSign = $"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + secretKey);
        foreach (var part in scope.Split('/'))
            key = Hmac(key, part);
        return $"AWS4-HMAC-SHA256 Credential={accessKey}/{scope}, SignedHeaders={signed}, Signature={Hex(Hmac(key, toSign))}";
    }

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Signing;

/// <summary>
/// The text that both sides hash: SigV4's canonical request, built from the request as it came over the wire.
/// </summary>
/// <param name="Method">HTTP method.</param>
/// <param name="RawPath">Path as sent, still escaped, without the query string.</param>
/// <param name="RawQuery">Query string as sent, without its question mark.</param>
/// <param name="Headers">Headers as sent.</param>
internal sealed record CanonicalRequest(string Method, string RawPath, string RawQuery, IHeaderDictionary Headers)
{
    /// <summary>Hex SHA-256 of the canonical request.</summary>
    /// <param name="signedHeaders">Lower-case names in the order that the client gave.</param>
    /// <param name="payloadHash">Hex SHA-256 of the body, or one of S3's words for it.</param>
    /// <param name="escapePathAgain">True for every service but S3.</param>
    public string Hash(IReadOnlyList<string> signedHeaders, string payloadHash, bool escapePathAgain)
    {
        var text = new StringBuilder()
            .Append(Method)
            .Append('\n')
            .Append(
                escapePathAgain
                    ? SigV4Encoding.EncodePath(RawPath)
                    : SigV4Encoding.EncodePath(SigV4Encoding.Decode(RawPath))
            )
            .Append('\n')
            .Append(CanonicalQuery())
            .Append('\n');
        foreach (var name in signedHeaders)
            text.Append(name).Append(':').Append(CanonicalValue(name)).Append('\n');
        text.Append('\n').AppendJoin(';', signedHeaders).Append('\n').Append(payloadHash);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private string CanonicalQuery()
    {
        return string.Join(
            '&',
            RawQuery
                .Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Select(p => p.Split('=', 2))
                .Select(p => (Name: Reencode(p[0]), Value: p.Length > 1 ? Reencode(p[1]) : ""))
                .OrderBy(p => p.Name, StringComparer.Ordinal)
                .ThenBy(p => p.Value, StringComparer.Ordinal)
                .Select(p => $"{p.Name}={p.Value}")
        );
    }

    private string CanonicalValue(string name)
    {
        var values = Headers[name].Select(value => OneSpace(value ?? ""));
        return string.Join(',', values);
    }

    private static string Reencode(string text) => SigV4Encoding.Encode(SigV4Encoding.Decode(text));

    private static string OneSpace(string value)
    {
        var trimmed = value.Trim();
        if (trimmed.Contains("  "))
            return string.Join(' ', trimmed.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return trimmed;
    }
}

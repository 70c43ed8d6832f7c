using Microsoft.AspNetCore.Http;

namespace LocalAws.Signing;

/// <summary>The parts of an <c>Authorization: AWS4-HMAC-SHA256 ...</c> header.</summary>
internal sealed record AuthorizationHeader(
    string AccessKeyId,
    string Date,
    string Region,
    string Service,
    IReadOnlyList<string> SignedHeaders,
    string Signature
)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    public string Scope => $"{Date}/{Region}/{Service}/aws4_request";

    /// <summary>
    /// Reads the header. Throws <see cref="SignatureException"/> in the words of AWS's signature front end.
    /// </summary>
    public static AuthorizationHeader Parse(string? header)
    {
        if (string.IsNullOrEmpty(header))
            throw new SignatureException(SignatureProblem.Missing);
        if (!header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
            throw new SignatureException(
                SignatureProblem.Malformed,
                $"Unsupported AWS 'algorithm': '{header.Split(' ')[0]}'."
            );

        var parts = header[(Algorithm.Length + 1)..]
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=', 2))
            .Where(p => p.Length == 2)
            .GroupBy(p => p[0])
            .ToDictionary(g => g.Key, g => g.First()[1]);
        var credential = Part(parts, "Credential").Split('/');
        if (credential.Length != 5 || credential[4] != "aws4_request")
            throw new SignatureException(
                SignatureProblem.Malformed,
                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term."
            );
        var signed = Part(parts, "SignedHeaders").Split(';', StringSplitOptions.RemoveEmptyEntries);
        return new(credential[0], credential[1], credential[2], credential[3], signed, Part(parts, "Signature"));
    }

    /// <summary>
    /// The access key id that a request says to be signed with, or empty; nothing else of the header is looked at.
    /// </summary>
    public static string AccessKeyIdOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
            return request.Query["X-Amz-Credential"].ToString().Split('/')[0];
        var start = header.IndexOf("Credential=", StringComparison.Ordinal);
        if (start < 0)
            return "";
        return header[(start + "Credential=".Length)..].Split('/')[0];
    }

    private static string Part(Dictionary<string, string> parts, string name)
    {
        if (parts.TryGetValue(name, out var value))
            return value;
        throw new SignatureException(SignatureProblem.Malformed, $"Authorization header requires '{name}' parameter.");
    }
}

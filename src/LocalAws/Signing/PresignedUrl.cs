using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace LocalAws.Signing;

/// <summary>
/// A signature that stands in the query string: whoever has the URL may send it, for as long as it says.
/// </summary>
/// <param name="Authorization">What the Authorization header says otherwise.</param>
/// <param name="Date">When it was signed.</param>
/// <param name="Lifetime">How long it holds from then on.</param>
/// <param name="SessionToken">Token that came along, or empty.</param>
/// <param name="Request">The request without its signature: what was signed.</param>
internal sealed record PresignedUrl(
    AuthorizationHeader Authorization,
    string Date,
    TimeSpan Lifetime,
    string SessionToken,
    CanonicalRequest Request
)
{
    private const string Signature = "X-Amz-Signature";
    private const int Week = 604_800;

    // Of these no header is made.
    private static readonly string[] OwnParameters =
    [
        "X-Amz-Algorithm",
        "X-Amz-Credential",
        "X-Amz-Date",
        "X-Amz-Expires",
        "X-Amz-SignedHeaders",
        Signature,
        "X-Amz-Security-Token",
    ];

    public static bool Is(CanonicalRequest request)
    {
        var hasHeader = request.Headers.Authorization.Count > 0;
        return !hasHeader && request.RawQuery.Contains("X-Amz-Algorithm=");
    }

    /// <summary>Reads the query string. Throws <see cref="SignatureException"/>.</summary>
    public static PresignedUrl Read(CanonicalRequest request)
    {
        var query = QueryHelpers.ParseQuery(request.RawQuery);
        if (OwnParameters.SkipLast(1).Any(name => !query.ContainsKey(name)))
            throw Malformed(
                "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, "
                    + "and X-Amz-Expires parameters."
            );
        if (query["X-Amz-Algorithm"] != AuthorizationHeader.Algorithm)
            throw Malformed("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
        var authorization = AuthorizationHeader.Parse(
            $"{AuthorizationHeader.Algorithm} Credential={query["X-Amz-Credential"]}, SignedHeaders={query["X-Amz-SignedHeaders"]}, Signature={query[Signature]}"
        );
        return new(
            authorization,
            query["X-Amz-Date"].ToString(),
            Expires(query["X-Amz-Expires"]),
            query.GetValueOrDefault("X-Amz-Security-Token").ToString(),
            Unsigned(request)
        );
    }

    /// <summary>Makes headers of the parameters that stand for one, as they do in AWS.</summary>
    public void WriteHeaders()
    {
        foreach (var (name, value) in QueryHelpers.ParseQuery(Request.RawQuery))
        {
            if (
                name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)
                && !OwnParameters.Contains(name, StringComparer.OrdinalIgnoreCase)
            )
                Request.Headers.TryAdd(name, value);
        }
    }

    private static CanonicalRequest Unsigned(CanonicalRequest request)
    {
        return request with
        {
            RawQuery = string.Join('&', request.RawQuery.Split('&').Where(p => p.Split('=')[0] != Signature)),
        };
    }

    private static TimeSpan Expires(StringValues text)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, null, out var seconds))
            throw Malformed("X-Amz-Expires should be a number");
        if (seconds < 0)
            throw Malformed("X-Amz-Expires must be non-negative");
        if (seconds <= Week)
            return TimeSpan.FromSeconds(seconds);
        throw Malformed(
            $"X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than {Week} seconds"
        );
    }

    private static SignatureException Malformed(string message) => new(SignatureProblem.MalformedUrl, message);
}

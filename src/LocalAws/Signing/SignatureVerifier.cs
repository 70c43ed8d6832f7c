using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LocalAws.Signing;

/// <summary>Verifies Signature Version 4 in the Authorization header.</summary>
/// <param name="region">The only region that a scope may name.</param>
/// <param name="findKey">Key pair for an access key id, or null.</param>
/// <param name="time">Now.</param>
internal sealed class SignatureVerifier(string region, Func<string, SigningKey?> findKey, TimeProvider time)
{
    /// <summary>
    /// Throws <see cref="SignatureException"/> unless the request is signed by a known key for this service, region and
    /// time.
    /// </summary>
    /// <param name="request">As it came over the wire.</param>
    /// <param name="service">Service that the request is for, as scopes name it.</param>
    /// <param name="payloadHash">
    /// Hex SHA-256 of the body, or S3's <c>x-amz-content-sha256</c>, whose truth is for the reader of the body to
    /// check.
    /// </param>
    /// <param name="skew">How far dates may lie from now.</param>
    public VerifiedSignature Verify(CanonicalRequest request, string service, string payloadHash, TimeSpan skew)
    {
        var authorization = AuthorizationHeader.Parse(request.Headers.Authorization);
        var timestamp = Timestamp(request);
        CheckScope(authorization, timestamp, service);
        CheckSignedHeaders(request, authorization);
        var key =
            findKey(authorization.AccessKeyId)
            ?? throw new SignatureException(SignatureProblem.UnknownKey, authorization.AccessKeyId);
        CheckToken(request, key);
        CheckAge(timestamp, skew);

        var chain = new SigningChain(key.SecretAccessKey, timestamp, authorization);
        var expected = chain.SignRequest(
            request.Hash(authorization.SignedHeaders, payloadHash, escapePathAgain: service != "s3")
        );
        if (!Same(expected, authorization.Signature))
            throw new SignatureException(SignatureProblem.Mismatch);
        // After the signature: whoever cannot sign is not told that a token has expired.
        if (key.Expires <= time.GetUtcNow())
            throw new SignatureException(SignatureProblem.ExpiredToken);
        return new(key.Caller, chain, expected);
    }

    /// <summary>
    /// Throws <see cref="SignatureException"/> unless the request's URL is signed by a known key for this service and
    /// region, and holds still.
    /// </summary>
    /// <param name="request">As it came over the wire; parameters that stand for headers become such.</param>
    /// <param name="service">Service that the request is for, as scopes name it.</param>
    /// <param name="skew">How far its date may lie ahead.</param>
    public VerifiedSignature VerifyUrl(CanonicalRequest request, string service, TimeSpan skew)
    {
        var url = PresignedUrl.Read(request);
        CheckScope(url.Authorization, url.Date, service);
        CheckSignedHeaders(request, url.Authorization);
        var key =
            findKey(url.Authorization.AccessKeyId)
            ?? throw new SignatureException(SignatureProblem.UnknownKey, url.Authorization.AccessKeyId);
        if (!Same(url.SessionToken, key.SessionToken ?? ""))
            throw new SignatureException(SignatureProblem.WrongToken);
        CheckLifetime(url, skew);

        var chain = new SigningChain(key.SecretAccessKey, url.Date, url.Authorization);
        var expected = chain.SignRequest(
            url.Request.Hash(url.Authorization.SignedHeaders, "UNSIGNED-PAYLOAD", escapePathAgain: false)
        );
        if (!Same(expected, url.Authorization.Signature))
            throw new SignatureException(SignatureProblem.Mismatch);
        if (key.Expires <= time.GetUtcNow())
            throw new SignatureException(SignatureProblem.ExpiredToken);
        url.WriteHeaders();
        return new(key.Caller, chain, expected);
    }

    /// <summary>Compares in constant time.</summary>
    public static bool Same(string a, string b)
    {
        var one = Encoding.UTF8.GetBytes(a);
        var other = Encoding.UTF8.GetBytes(b);
        return CryptographicOperations.FixedTimeEquals(one, other);
    }

    private static string Timestamp(CanonicalRequest request)
    {
        var date = request.Headers["x-amz-date"].ToString();
        if (date.Length > 0)
            return date;
        throw new SignatureException(
            SignatureProblem.Malformed,
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."
        );
    }

    private void CheckScope(AuthorizationHeader authorization, string timestamp, string service)
    {
        if (!timestamp.StartsWith(authorization.Date, StringComparison.Ordinal))
            throw new SignatureException(
                SignatureProblem.Malformed,
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP."
            );
        if (authorization.Region != region)
            throw new SignatureException(
                SignatureProblem.WrongScope,
                $"region '{authorization.Region}' is wrong; expecting '{region}'"
            );
        if (authorization.Service != service)
            throw new SignatureException(
                SignatureProblem.WrongScope,
                $"service '{authorization.Service}' is wrong; expecting '{service}'"
            );
    }

    // Every x-amz- header counts towards what the request means, so none may come unsigned.
    private static void CheckSignedHeaders(CanonicalRequest request, AuthorizationHeader authorization)
    {
        var unsigned = request
            .Headers.Keys.Select(n => n.ToLowerInvariant())
            .Where(n => n == "host" || n.StartsWith("x-amz-", StringComparison.Ordinal))
            .Except(authorization.SignedHeaders)
            .ToList();
        if (unsigned.Count > 0)
            throw new SignatureException(
                SignatureProblem.Malformed,
                $"'{unsigned[0]}' must be a 'SignedHeader' in the AWS Authorization."
            );
    }

    private static void CheckToken(CanonicalRequest request, SigningKey key)
    {
        var token = request.Headers["x-amz-security-token"].ToString();
        if (!Same(token, key.SessionToken ?? ""))
            throw new SignatureException(SignatureProblem.WrongToken);
    }

    private void CheckAge(string timestamp, TimeSpan skew)
    {
        if (!TryParse(timestamp, out var date))
            throw new SignatureException(
                SignatureProblem.Malformed,
                $"Date must be in ISO-8601 'basic format'. Got '{timestamp}'."
            );
        var now = time.GetUtcNow();
        if (date < now - skew)
            throw new SignatureException(
                SignatureProblem.Stale,
                $"Signature expired: {timestamp} is now earlier than {Text(now - skew)} ({Text(now)} - {skew.TotalMinutes} min.)"
            );
        if (date > now + skew)
            throw new SignatureException(
                SignatureProblem.Stale,
                $"Signature not yet current: {timestamp} is still later than {Text(now + skew)} ({Text(now)} + {skew.TotalMinutes} min.)"
            );
    }

    private void CheckLifetime(PresignedUrl url, TimeSpan skew)
    {
        if (!TryParse(url.Date, out var date))
            throw new SignatureException(
                SignatureProblem.MalformedUrl,
                "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\""
            );
        var now = time.GetUtcNow();
        if (date > now + skew)
            throw new SignatureException(SignatureProblem.Stale);
        if (date + url.Lifetime < now)
            throw new SignatureException(SignatureProblem.ExpiredUrl);
    }

    private static bool TryParse(string timestamp, out DateTimeOffset date)
    {
        return DateTimeOffset.TryParseExact(
            timestamp,
            "yyyyMMdd'T'HHmmss'Z'",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out date
        );
    }

    private static string Text(DateTimeOffset date) => date.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'");
}

/// <summary>A request that is what its signer sent.</summary>
/// <param name="Caller">Who signed.</param>
/// <param name="Chain">Signs the chunks of a body that comes in signed chunks.</param>
/// <param name="Signature">The request's own signature, the first of that chain.</param>
internal sealed record VerifiedSignature(Caller Caller, SigningChain Chain, string Signature);

using LocalAws.Signing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LocalAws.S3;

/// <summary>A request of S3's REST protocol, path style: <c>/bucket/key?query</c>.</summary>
/// <param name="Http">The exchange.</param>
/// <param name="Bucket">Bucket, or empty for the service itself.</param>
/// <param name="Key">Key, unescaped, or empty for the bucket itself.</param>
/// <param name="Query">Query parameters.</param>
/// <param name="Signature">Who sent it.</param>
internal sealed record S3Request(
    HttpContext Http,
    string Bucket,
    string Key,
    IReadOnlyDictionary<string, StringValues> Query,
    VerifiedSignature Signature
)
{
    public S3Address Address => new(Bucket, Key, Query);

    public IHeaderDictionary Headers => Http.Request.Headers;

    public HttpResponse Response => Http.Response;

    public CancellationToken Aborted => Http.RequestAborted;

    public static S3Request Read(HttpContext http, CanonicalRequest target, VerifiedSignature signature)
    {
        var address = S3Address.Read(target);
        return new(http, address.Bucket, address.Key, address.Query, signature);
    }

    /// <summary>The multipart upload that the query names.</summary>
    public string UploadId => Parameter("uploadId")!;

    /// <summary>Value of a query parameter, or null.</summary>
    public string? Parameter(string name)
    {
        if (!Query.TryGetValue(name, out var value))
            return null;
        return value.ToString();
    }

    /// <summary>A whole number from the query, or null. Throws <c>InvalidArgument</c>.</summary>
    public int? Number(string name)
    {
        if (Parameter(name) is not { Length: > 0 } text)
            return null;
        if (int.TryParse(text, System.Globalization.NumberStyles.None, null, out var number))
            return number;
        throw S3Errors.InvalidArgument($"Provided {name} not an integer or within integer range", name, text);
    }

    /// <summary>Value of a header, or null.</summary>
    public string? Header(string name)
    {
        if (!Headers.TryGetValue(name, out var value))
            return null;
        return value.ToString();
    }

    /// <summary>Ends the exchange without a body.</summary>
    public Task AnswerEmptyAsync(int status)
    {
        Response.StatusCode = status;
        if (status != StatusCodes.Status204NoContent)
            Response.ContentLength = 0;
        return Task.CompletedTask;
    }
}

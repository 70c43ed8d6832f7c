using System.Text;
using Microsoft.AspNetCore.Http;

namespace CommerceAnalytics.Functions.Http;

/// <summary>Reads bodies that have a greatest length.</summary>
internal static class RequestText
{
    /// <summary>The body as UTF-8; null where it is longer, which is seen without reading all of it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="most">Greatest length in bytes.</param>
    public static async Task<string?> ReadAsync(HttpRequest request, int most)
    {
        if (request.ContentLength > most)
            return null;
        var bytes = new byte[most + 1];
        var length = await request.Body.ReadAtLeastAsync(
            bytes,
            bytes.Length,
            throwOnEndOfStream: false,
            request.HttpContext.RequestAborted
        );
        if (length > most)
            return null;
        using var reader = new StreamReader(new MemoryStream(bytes, 0, length), Encoding.UTF8);
        return await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
    }
}

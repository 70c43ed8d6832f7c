using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace FunctionsHost.Http.Management;

/// <summary>
/// Where a list goes on, in the header that Durable Functions uses. Encoded, since the task hub's token may hold an
/// instance id, which may hold letters that no header can.
/// </summary>
internal static class PageToken
{
    private const string Header = "x-ms-continuation-token";

    public static void Write(HttpResponse response, string token) =>
        response.Headers[Header] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(token));

    /// <returns>Null for the first page.</returns>
    /// <exception cref="BadHttpRequestException">The header holds what no list gave.</exception>
    public static string? Read(HttpRequest request)
    {
        var text = request.Headers[Header].FirstOrDefault();
        if (string.IsNullOrEmpty(text))
            return null;
        return Base64Url.IsValid(text)
            ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text))
            : throw Malformed(text);
    }

    public static BadHttpRequestException Malformed(string token) =>
        QueryValues.Malformed(Header, token, "one that the list before gave");
}

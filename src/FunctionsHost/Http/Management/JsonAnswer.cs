using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FunctionsHost.Http.Management;

/// <summary>An answer whose JSON is written field by field.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="write">Writes the document.</param>
internal sealed class JsonAnswer(int status, Action<Utf8JsonWriter> write) : IResult
{
    // The answers are read by programs and people, never put into HTML: Korean stays readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(httpContext.Response.BodyWriter, Options);
        write(json);
        await json.FlushAsync(httpContext.RequestAborted);
    }
}

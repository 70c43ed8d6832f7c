using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Wire;

/// <summary>
/// Reads request bodies that are documents, not objects: whole, and no larger than any document of AWS.
/// </summary>
internal static class Payload
{
    private const int Limit = 8 * 1024 * 1024;

    public static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        var body = new ArrayBufferWriter<byte>();
        int read;
        do
        {
            if (body.WrittenCount > Limit)
                throw new AwsException(
                    "RequestEntityTooLarge",
                    "Request body is too large.",
                    StatusCodes.Status413PayloadTooLarge
                );
            read = await request.Body.ReadAsync(body.GetMemory(16 * 1024), request.HttpContext.RequestAborted);
            body.Advance(read);
        } while (read > 0);
        return body.WrittenSpan.ToArray();
    }

    /// <summary>Reads the body and puts it back, to be read again.</summary>
    public static async Task<byte[]> PeekAsync(HttpRequest request)
    {
        var body = await ReadAsync(request);
        request.Body = new MemoryStream(body);
        return body;
    }
}

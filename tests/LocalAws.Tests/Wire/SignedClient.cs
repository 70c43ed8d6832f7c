using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalAws.Tests.Wire;

/// <summary>What came back: status and JSON body.</summary>
internal sealed record Answer(int Status, JsonObject Body)
{
    public string? Error => (string?)Body["__type"];

    public string? Message => (string?)Body[nameof(Message)];
}

/// <summary>
/// A signer of its own, written from AWS's documentation, so that the server's is not held against itself.
/// </summary>
internal sealed class SignedClient(Uri endpoint, string region, string accessKeyId, string secret, TimeProvider time)
    : IDisposable
{
    private readonly HttpClient _http = new();

    public string Region { get; set; } = region;

    public string AccessKeyId { get; set; } = accessKeyId;

    public string Secret { get; set; } = secret;

    public string? SessionToken { get; set; }

    public TimeSpan ClockError { get; set; }

    /// <summary>Changes the request after it was signed.</summary>
    public Action<HttpRequestMessage>? Tamper { get; set; }

    public Task<Answer> AthenaAsync(string operation, object body) =>
        CallAsync(
            "athena",
            "AmazonAthena." + operation,
            operation == "StartQueryExecution" && body is not string ? WithToken(body) : body
        );

    public Task<Answer> GlueAsync(string operation, object body) => CallAsync("glue", "AWSGlue." + operation, body);

    public async Task<Answer> CallAsync(string service, string target, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
        request.Content = new StringContent(
            body as string ?? JsonSerializer.Serialize(body),
            new MediaTypeHeaderValue("application/x-amz-json-1.1")
        );
        request.Headers.Add("X-Amz-Target", target);
        await SignAsync(request, service);
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new((int)response.StatusCode, JsonNode.Parse(text)!.AsObject());
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string service)
    {
        await SignAsync(request, service);
        return await _http.SendAsync(request);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>A token of its own where a test gives none, as every SDK does.</summary>
    private static JsonNode WithToken(object body)
    {
        var request = JsonSerializer.SerializeToNode(body)!;
        request["ClientRequestToken"] ??= Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        return request;
    }

    private async Task SignAsync(HttpRequestMessage request, string service)
    {
        var date = (time.GetUtcNow() + ClockError).UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'");
        request.Headers.Add("X-Amz-Date", date);
        if (SessionToken is not null)
            request.Headers.Add("X-Amz-Security-Token", SessionToken);
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync();
        if (service == "s3" && !request.Headers.Contains("x-amz-content-sha256"))
            request.Headers.Add("x-amz-content-sha256", Hex(SHA256.HashData(body)));
        var payload =
            service == "s3" ? request.Headers.GetValues("x-amz-content-sha256").First() : Hex(SHA256.HashData(body));

        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = request.RequestUri!.Authority,
        };
        foreach (
            var header in request.Headers.Where(h => h.Key.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase))
        )
            headers[header.Key.ToLowerInvariant()] = string.Join(',', header.Value);
        var names = string.Join(';', headers.Keys);
        var canonical =
            $"{request.Method}\n{request.RequestUri.AbsolutePath}\n{request.RequestUri.Query.TrimStart('?')}\n"
            + string.Concat(headers.Select(h => $"{h.Key}:{h.Value}\n"))
            + $"\n{names}\n{payload}";
        var scope = $"{date[..8]}/{Region}/{service}/aws4_request";
        var toSign = $"AWS4-HMAC-SHA256\n{date}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = scope
            .Split('/')
            .Aggregate(
                Encoding.UTF8.GetBytes("AWS4" + Secret),
                (k, part) => HMACSHA256.HashData(k, Encoding.UTF8.GetBytes(part))
            );
        var signature = Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential={AccessKeyId}/{scope}, SignedHeaders={names}, Signature={signature}"
        );
        Tamper?.Invoke(request);
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}

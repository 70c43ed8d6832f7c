using System.Net;
using System.Text;

namespace FunctionsHost.Tests.Http;

/// <summary>Addresses and bodies put together by chance, always the same ones.</summary>
public sealed class DurableHttpApiFuzzTests(DurableHttpApi api) : IClassFixture<DurableHttpApi>
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "HEAD"];

    private static readonly string[] Segments =
    [
        "instances",
        "orchestrators",
        "completed",
        "nobody",
        "terminate",
        "raiseEvent",
        "restart",
        "rewind",
        "Greet",
        "%00",
        "%FF",
        "%C3%28",
        "%2F",
        "..",
        "%2e%2e",
        " ",
        "%20",
        "'",
        "\"",
        "%25",
        "%",
        "%zz",
        "~",
        "{instanceId}",
        "*",
        "끝",
        "😀",
        "%F0%9F%98%80",
        ";a=b",
        "1e400",
        "-1",
        "null",
    ];

    private static readonly string[] Names =
    [
        "top",
        "createdTimeFrom",
        "createdTimeTo",
        "runtimeStatus",
        "showInput",
        "showHistory",
        "taskHub",
        "connection",
        "instanceIdPrefix",
        "reason",
        "code",
        "TOP",
        "",
    ];

    private static readonly string[] Values =
    [
        "",
        "0",
        "-1",
        "1",
        "2147483648",
        "1e9",
        "true",
        "TRUE",
        "null",
        "Running",
        "running,failed",
        ",",
        ",,",
        "2026-11-22",
        "9999-12-31T23:59:59Z",
        "0001-01-01",
        "%00",
        "%FF",
        "%",
        "&&",
        "=",
        "Tests",
        "'; DROP TABLE instances; --",
        "%EB%81%9D",
        "한",
        "\u0007",
    ];

    private static readonly string?[] Bodies =
    [
        null,
        "",
        "1",
        "{}",
        "[",
        "\"\\ud800\"",
        "\0",
        "nul",
        "{\"a\":1,\"a\":2}",
        "// c",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task AnyRequest_PutTogetherByChance_IsNeverA500(int seed)
    {
        Random random = new(seed);
        List<string> failed = [];
        for (var i = 0; i < 150; i++)
        {
            var (method, path, body) = (Pick(Methods), Path(), Pick(Bodies));
            using var request = Request(method, path, body, random.Next(4) == 0 ? Pick(Values) : null);
            using var answer = await api.Host.Http.SendAsync(request);
            if (answer.StatusCode == HttpStatusCode.InternalServerError)
                failed.Add($"{method} {path} {body}");
        }

        failed.ShouldBeEmpty();

        T Pick<T>(T[] from) => from[random.Next(from.Length)];

        string Path()
        {
            var path = string.Join(
                '/',
                Enumerable
                    .Range(0, random.Next(1, 5))
                    .Select(at => at == 0 && random.Next(3) > 0 ? "instances" : Pick(Segments))
            );
            var query = string.Join(
                '&',
                Enumerable.Range(0, random.Next(0, 4)).Select(_ => $"{Pick(Names)}={Pick(Values)}")
            );
            return query.Length == 0 ? path : $"{path}?{query}";
        }
    }

    private HttpRequestMessage Request(string method, string path, string? body, string? token)
    {
        // As it is, not put right: what a browser would mend must not hurt either.
        Uri.TryCreate(
            $"{api.Host.Host.Address}runtime/webhooks/durabletask/{path}",
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = IsAscii(path) },
            out var address
        );
        HttpRequestMessage request = new(new(method), address)
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("x-functions-key", api.Host.Host.Keys.MasterKey);
        if (token is not null && IsAscii(token))
            request.Headers.TryAddWithoutValidation("x-ms-continuation-token", token);
        return request;
    }

    private static bool IsAscii(string text) => text.All(letter => letter is > ' ' and < '\u007f');
}

using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using LocalAws.Tests.Wire;

namespace LocalAws.Tests.S3;

/// <summary>
/// Buckets and keys that try to lead out of the lake, sent as they are: no HTTP client in between that would clean them
/// up.
/// </summary>
public sealed class PathTrickTests : IAsyncLifetime
{
    private const string Secret = "nobody outside may read this";

    private readonly TestLake _lake = new();
    private readonly DirectoryInfo _outside = Directory.CreateTempSubdirectory("outside");

    private string Victim => Path.Combine(_outside.FullName, "victim.txt");

    public async Task InitializeAsync()
    {
        await _lake.InitializeAsync();
        Directory.CreateDirectory(Path.Combine(_lake.Lake, "shop", "inside"));
        File.WriteAllText(Victim, Secret);
        File.CreateSymbolicLink(Path.Combine(_lake.Lake, "shop", "file-link"), Victim);
        Directory.CreateSymbolicLink(Path.Combine(_lake.Lake, "shop", "folder-link"), _outside.FullName);
        Directory.CreateSymbolicLink(Path.Combine(_lake.Lake, "linked-bucket"), _outside.FullName);
    }

    public async Task DisposeAsync()
    {
        await _lake.DisposeAsync();
        _outside.Delete(recursive: true);
    }

    public static TheoryData<string> Tricks =>
        new(
            "/../{outside}/victim.txt",
            "/%2e%2e/{outside}/victim.txt",
            "/shop/../../{outside}/victim.txt",
            "/shop/..%2f..%2f{outside}/victim.txt",
            "/shop/%2e%2e%2f%2e%2e%2f{outside}%2fvictim.txt",
            "/shop/%2e%2e/%2e%2e/{outside}/victim.txt",
            "/shop/inside/../../../{outside}/victim.txt",
            "/shop/{/outside}/victim.txt",
            "/shop//{/outside}/victim.txt",
            "/shop/%2f{outside-path}/victim.txt",
            "/{/outside}/victim.txt",
            "/%2ftmp/{outside}/victim.txt",
            "/shop/..%5c..%5c{outside}%5cvictim.txt",
            "/shop/inside/%00/../../victim.txt",
            "/shop/a%00.txt",
            "/shop%00/x",
            "/.localaws/keys.json",
            "/%2elocalaws/keys.json",
            "/shop/../.localaws/keys.json",
            "/shop/file-link",
            "/shop/folder-link/victim.txt",
            "/linked-bucket/victim.txt",
            "/shop/%c0%ae%c0%ae/%c0%ae%c0%ae/{outside}/victim.txt",
            "/shop/.",
            "/shop/..",
            "/shop/inside/.",
            "/shop/./../../{outside}/victim.txt",
            "/SHOP/../x",
            "/..",
            "/.",
            "/~/x",
            "/shop/%252e%252e%252f%252e%252e%252f{outside}/victim.txt"
        );

    [Theory]
    [MemberData(nameof(Tricks))]
    public async Task AnyCall_KeyOrBucketThatLeadsOut_ReadsWritesAndDeletesNothingOutside(string trick)
    {
        var path = trick
            .Replace("{outside}", _outside.Name, StringComparison.Ordinal)
            .Replace("{/outside}", _outside.FullName, StringComparison.Ordinal)
            .Replace("{outside-path}", _outside.FullName.TrimStart('/'), StringComparison.Ordinal);
        var before = Seen();

        foreach (var method in new[] { "GET", "PUT", "DELETE" })
        {
            var answer = await SendAsync(method, path, method == "PUT" ? "overwritten" : "");
            answer.ShouldStartWith("HTTP/1.1 ", customMessage: $"{method} {path}");
            answer.ShouldNotContain(Secret, customMessage: $"{method} {path}");
            answer.ShouldNotContain(_lake.Server.SecretAccessKey, customMessage: $"{method} {path}");
            answer.ShouldNotContain("HTTP/1.1 500", customMessage: $"{method} {path}: {answer}");
        }

        Seen().ShouldBe(before);
    }

    [Fact]
    public async Task List_LinksThatLeadOut_AreNotFollowed()
    {
        (await SendAsync("GET", "/shop?list-type=2", "")).ShouldNotContain("victim");
        (await SendAsync("GET", "/", "")).ShouldNotContain("linked-bucket");
    }

    private string Seen() =>
        string.Join(
            '\n',
            _outside
                .EnumerateFiles("*", SearchOption.AllDirectories)
                .Select(f => $"{f.FullName}: {File.ReadAllText(f.FullName)}")
                .Append(File.ReadAllText(Path.Combine(_lake.Lake, ".localaws", "keys.json")))
        );

    private async Task<string> SendAsync(string method, string target, string body)
    {
        var (path, query) = target.Split('?') is [var p, var q] ? (p, q) : (target, "");
        var date = _lake.Time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var (host, hash) = (_lake.Server.Endpoint.Authority, Hex(SHA256.HashData(Encoding.UTF8.GetBytes(body))));
        var canonical =
            $"{method}\n{Canonical(path)}\n{query}\nhost:{host}\nx-amz-content-sha256:{hash}\nx-amz-date:{date}\n\nhost;x-amz-content-sha256;x-amz-date\n{hash}";
        var scope = $"{date[..8]}/{_lake.Server.Region}/s3/aws4_request";
        var key = scope
            .Split('/')
            .Aggregate(
                Encoding.UTF8.GetBytes("AWS4" + _lake.Server.SecretAccessKey),
                (k, part) => HMACSHA256.HashData(k, Encoding.UTF8.GetBytes(part))
            );
        var signature = Hex(
            HMACSHA256.HashData(
                key,
                Encoding.UTF8.GetBytes(
                    $"AWS4-HMAC-SHA256\n{date}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}"
                )
            )
        );
        var request =
            $"{method} {target} HTTP/1.1\r\nHost: {host}\r\nx-amz-date: {date}\r\nx-amz-content-sha256: {hash}\r\nConnection: close\r\nContent-Length: {body.Length}\r\n"
            + $"Authorization: AWS4-HMAC-SHA256 Credential={_lake.Server.AccessKeyId}/{scope}, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature={signature}\r\n\r\n{body}";

        using var client = new TcpClient();
        await client.ConnectAsync(_lake.Server.Endpoint.Host, _lake.Server.Endpoint.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync();
    }

    // What S3 signs: the path with its escapes undone and made again.
    private static string Canonical(string path) =>
        string.Concat(
            Encoding
                .UTF8.GetBytes(Uri.UnescapeDataString(path))
                .Select(b =>
                    char.IsAsciiLetterOrDigit((char)b) || "-._~/".Contains((char)b) ? $"{(char)b}" : $"%{b:X2}"
                )
        );

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}

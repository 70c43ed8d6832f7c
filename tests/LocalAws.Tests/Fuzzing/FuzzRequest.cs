using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using LocalAws.Signing;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Tests.Fuzzing;

/// <summary>Keys that sign.</summary>
internal sealed record FuzzSession(string AccessKeyId, string SecretAccessKey, string? Token);

/// <summary>
/// A request, byte for byte as it is to go over the wire: no client in between that would make it a better one.
/// </summary>
internal sealed class FuzzRequest
{
    public required string Surface { get; init; }

    public required string Method { get; init; }

    public required string Target { get; init; }

    /// <summary>Service to sign for, or null to leave it unsigned.</summary>
    public string? Service { get; init; }

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public byte[] Body { get; init; } = [];

    /// <summary>Whether it brings the lake's own keys.</summary>
    public bool IsOwner { get; init; }

    /// <summary>Whether a role's session signs it, whose rights are then looked at; else the lake's own keys.</summary>
    public bool BySession { get; init; }

    /// <summary>Changes the headers once they are signed.</summary>
    public Action<Dictionary<string, string>>? Tamper { get; init; }

    /// <summary>Sends the request on a connection of its own; gives all that came back.</summary>
    public async Task<string> SendAsync(LocalAwsServer server, FuzzSession? session = null)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Endpoint.Port);
        await using var stream = client.GetStream();
        using var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(Bytes(server, session));
            await stream.CopyToAsync(answer);
        }
        catch (IOException)
        {
            // A server may answer and close before it has read everything; what it said by then counts.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }

    public override string ToString() =>
        $"{Surface}: {Method} {Shown(Target)}\n{string.Join('\n', Headers.Select(h => $"{h.Key}: {Shown(h.Value)}"))}\n\n{Shown(Encoding.UTF8.GetString(Body))}";

    private byte[] Bytes(LocalAwsServer server, FuzzSession? session)
    {
        Headers["Host"] = server.Endpoint.Authority;
        Headers["Connection"] = "close";
        Headers.TryAdd("Content-Length", Body.Length.ToString());
        if (Service is not null)
            Sign(
                server,
                Service,
                BySession && session is not null
                    ? session
                    : new(server.AccessKeyId, server.SecretAccessKey, Token: null)
            );
        if (IsOwner)
            Headers["Authorization"] =
                "Basic "
                + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{server.AccessKeyId}:{server.SecretAccessKey}"));
        Tamper?.Invoke(Headers);
        var head = new StringBuilder($"{Method} {Target} HTTP/1.1\r\n");
        foreach (var (name, value) in Headers)
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        return [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. Body];
    }

    private void Sign(LocalAwsServer server, string service, FuzzSession signer)
    {
        var date = TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Body));
        Headers["X-Amz-Date"] = date;
        if (signer.Token is not null)
            Headers["X-Amz-Security-Token"] = signer.Token;
        if (service == "s3")
            Headers.TryAdd("x-amz-content-sha256", hash);
        var names = Headers
            .Keys.Select(h => h.ToLowerInvariant())
            .Where(h => h == "host" || h.StartsWith("x-amz-", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToList();
        var authorization = new AuthorizationHeader(signer.AccessKeyId, date[..8], server.Region, service, names, "");
        var headers = new HeaderDictionary();
        foreach (var (name, value) in Headers)
            headers[name] = value;
        var question = Target.IndexOf('?', StringComparison.Ordinal);
        var canonical =
            question < 0
                ? new CanonicalRequest(Method, Target, "", headers)
                : new(Method, Target[..question], Target[(question + 1)..], headers);
        var payload = service == "s3" ? Headers["x-amz-content-sha256"] : hash;
        var signature = new SigningChain(signer.SecretAccessKey, date, authorization).SignRequest(
            canonical.Hash(names, payload, escapePathAgain: service != "s3")
        );
        Headers["Authorization"] =
            $"AWS4-HMAC-SHA256 Credential={signer.AccessKeyId}/{authorization.Scope}, SignedHeaders={string.Join(';', names)}, Signature={signature}";
    }

    private static string Shown(string text) =>
        text.Length <= 2000 ? text : $"{text[..2000]}... ({text.Length} characters)";
}

using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace LocalAws.Tests.Wire;

/// <summary>
/// Requests that are refused before anybody has read their body, on a bare connection: what comes after them must not
/// be taken for that body, nor the body for a request.
/// </summary>
public sealed class UnreadBodyTests : IAsyncLifetime
{
    private readonly TestLake _lake = new();
    private readonly TcpClient _client = new();

    public async Task InitializeAsync()
    {
        await _lake.InitializeAsync();
        await _client.ConnectAsync(_lake.Server.Endpoint.Host, _lake.Server.Endpoint.Port);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _lake.DisposeAsync();
    }

    [Theory]
    [InlineData("Content-Length: 5")]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task Refused_BeforeABodyThatTheClientHoldsBack_EndsTheConnection(string announced)
    {
        await SendAsync($"PUT /nope/k HTTP/1.1\r\n{announced}\r\nExpect: 100-continue\r\n");

        var answer = await AnswerAsync();

        answer.ShouldStartWith("HTTP/1.1 403");
        answer.ShouldContain("\r\nConnection: close\r\n");
    }

    [Fact]
    public async Task Refused_WithABodyThatWasSent_LeavesTheConnectionSound()
    {
        await SendAsync("PUT /nope/k HTTP/1.1\r\nContent-Length: 5\r\n", "hello");
        var refused = await AnswerAsync();
        await SendAsync("GET /nope/k HTTP/1.1\r\n");
        var next = await AnswerAsync();

        refused.ShouldStartWith("HTTP/1.1 403");
        refused.ShouldNotContain("Connection: close");
        next.ShouldStartWith("HTTP/1.1 403");
        next.ShouldContain("<Resource>/nope/k</Resource>");
    }

    private async Task SendAsync(string head, string body = "") =>
        await _client
            .GetStream()
            .WriteAsync(Encoding.ASCII.GetBytes($"{head}Host: {_lake.Server.Endpoint.Authority}\r\n\r\n{body}"));

    /// <summary>One answer, head and body, and not a byte of the next.</summary>
    private async Task<string> AnswerAsync()
    {
        var answer = new StringBuilder();
        while (!answer.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            answer.Append(await ByteAsync());
        var length = answer
            .ToString()
            .Split("\r\n")
            .Single(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal))["Content-Length: ".Length..];
        for (var left = int.Parse(length, CultureInfo.InvariantCulture); left > 0; left--)
            answer.Append(await ByteAsync());
        return answer.ToString();
    }

    private async Task<char> ByteAsync()
    {
        var one = new byte[1];
        await _client.GetStream().ReadExactlyAsync(one);
        return (char)one[0];
    }
}

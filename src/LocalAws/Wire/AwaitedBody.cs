using LocalAws.Sql.Tables.Lines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LocalAws.Wire;

/// <summary>
/// A body that its client holds back until it is told to go on, which Kestrel does at the first read. Who is refused
/// before that may send the body or leave it out, and nobody can tell whether what comes next is the body or another
/// request: such an answer must be the connection's last.
/// </summary>
internal sealed class AwaitedBody : ForwardStream
{
    private readonly Stream _inner;
    private bool _isAskedFor;

    private AwaitedBody(Stream inner) => _inner = inner;

    /// <summary>
    /// Has the connection closed after an answer that the body was not waited for. All other bodies Kestrel reads to
    /// their end by itself.
    /// </summary>
    public static void Watch(HttpContext http)
    {
        var expected = http.Request.Headers.Expect.ToString();
        if (!expected.Equals("100-continue", StringComparison.OrdinalIgnoreCase))
            return;
        var detection = http.Features.Get<IHttpRequestBodyDetectionFeature>();
        if (detection is not { CanHaveBody: true })
            return;
        var body = new AwaitedBody(http.Request.Body);
        http.Request.Body = body;
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            if (!body._isAskedFor)
                headers.Connection = "close";
            return Task.CompletedTask;
        });
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _isAskedFor = true;
        return _inner.ReadAsync(buffer, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer) => throw new NotSupportedException();
}

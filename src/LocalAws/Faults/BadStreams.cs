using Microsoft.AspNetCore.Http;

namespace LocalAws.Faults;

/// <summary>
/// Lets a part of a body through, as announced by Content-Length, and swallows the rest: the connection then ends where
/// it should not.
/// </summary>
internal sealed class CutStream(HttpResponse response, Stream inner, double fraction) : BodyStream
{
    private long? _left;

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        _left ??= (long)((response.ContentLength ?? buffer.Length) * fraction);
        var now = (int)Math.Min(_left.Value, buffer.Length);
        _left -= now;
        if (now > 0)
            await inner.WriteAsync(buffer[..now], cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
}

/// <summary>Lets a body through in pieces, waiting between them so that the whole takes the given time.</summary>
internal sealed class SlowStream(HttpResponse response, Stream inner, TimeSpan whole, TimeProvider time) : BodyStream
{
    private const int Pieces = 10;

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        var length = Math.Max(1, response.ContentLength ?? buffer.Length);
        var piece = (int)Math.Clamp((length + Pieces - 1) / Pieces, 1, int.MaxValue);
        for (var at = 0; at < buffer.Length; at += piece)
        {
            var part = buffer[at..Math.Min(at + piece, buffer.Length)];
            await Task.Delay(whole * ((double)part.Length / length), time, cancellationToken);
            await inner.WriteAsync(part, cancellationToken);
            await inner.FlushAsync(cancellationToken);
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
}

/// <summary>A stream that is only ever written to, and only asynchronously.</summary>
internal abstract class BodyStream : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public abstract override ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    );

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
        // What was written is flushed where the answer ends.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

using System.Net;

namespace FunctionsHost.Tests.Hosting;

/// <summary>A body whose end the test decides.</summary>
internal sealed class UnfinishedContent : HttpContent
{
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Finish() => _finished.SetResult();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync("begun"u8.ToArray());
        await stream.FlushAsync();
        await _finished.Task;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}

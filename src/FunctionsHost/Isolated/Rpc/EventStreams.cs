using System.Collections.Concurrent;

namespace FunctionsHost.Isolated.Rpc;

/// <summary>
/// Brings each event stream to the channel of the worker that opened it. A worker's id is its secret: whoever does not
/// know the id of a worker that was just started is turned away, and so is a second stream for it.
/// </summary>
internal sealed class EventStreams
{
    private readonly ConcurrentDictionary<string, WorkerChannel> _expected = new();

    /// <summary>Awaits a worker's stream.</summary>
    public void Expect(string workerId, WorkerChannel channel) => _expected[workerId] = channel;

    /// <summary>No longer awaits it.</summary>
    public void Forget(string workerId) => _expected.TryRemove(workerId, out _);

    /// <summary>The channel of the worker whose stream this is; null for a stream that nobody awaits.</summary>
    public WorkerChannel? Take(StreamingMessage first)
    {
        var workerId = first.StartStream?.WorkerId;
        return workerId is not null && _expected.TryRemove(workerId, out var channel) ? channel : null;
    }
}

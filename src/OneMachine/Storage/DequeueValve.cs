using Azure.Core;
using Azure.Core.Pipeline;

namespace CommerceAnalytics.OneMachine.Storage;

/// <summary>
/// Holds back all fetching of messages from queues, once closed. A message that is fetched and not worked on stays
/// hidden from other hosts for a minute; and the provider goes on fetching until the moment it stops.
/// </summary>
internal sealed class DequeueValve : HttpPipelinePolicy
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private int _open = 1;
    private int _fetching;

    /// <summary>Closes for good, and waits until the fetches that had begun have their answer.</summary>
    /// <param name="cancellation">Waits no longer.</param>
    public async Task CloseAsync(TimeProvider time, CancellationToken cancellation)
    {
        Interlocked.Exchange(ref _open, 0);
        while (Volatile.Read(ref _fetching) > 0)
            await Task.Delay(PollInterval, time, cancellation);
    }

    /// <inheritdoc/>
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (!Fetches(message.Request))
        {
            await ProcessNextAsync(message, pipeline);
            return;
        }

        // Counted before the look, or one could slip through between the look of the closer and its own.
        Interlocked.Increment(ref _fetching);
        var isOpen = Volatile.Read(ref _open) == 1;
        try
        {
            if (isOpen)
                await ProcessNextAsync(message, pipeline);
        }
        finally
        {
            Interlocked.Decrement(ref _fetching);
        }

        // Until who asked gives up, as it does when the provider stops.
        if (!isOpen)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, message.CancellationToken);
    }

    /// <inheritdoc/>
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        ProcessNext(message, pipeline);

    /// <summary>Whether a request takes messages, and does not only look at them.</summary>
    private static bool Fetches(Request request) =>
        request.Method == RequestMethod.Get
        && request.Uri.Path.EndsWith("/messages", StringComparison.Ordinal)
        && !request.Uri.Query.Contains("peekonly", StringComparison.OrdinalIgnoreCase);
}

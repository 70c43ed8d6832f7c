using System.Collections.Concurrent;

namespace LocalDurableTask.Execution;

/// <summary>
/// The thread of control of one turn: continuations of the orchestrator's awaits are queued here and run by the turn's own thread.
/// What comes from another thread is the mark of an await on something that the engine cannot replay.
/// </summary>
internal sealed class TurnThread : SynchronizationContext
{
    /// <summary>The text of the Functions worker for the same mistake.</summary>
    public const string IllegalAwaitMessage =
        "An invalid asynchronous invocation was detected. This can be caused by awaiting non-durable tasks in an orchestrator "
        + "function's implementation or by middleware that invokes asynchronous code.";

    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> queue = new();
    private readonly int owner = Environment.CurrentManagedThreadId;
    private volatile bool foreign;
    private volatile bool ended;

    /// <summary>Runs the turn's work with this as the current context, and puts back what was there.</summary>
    public T Run<T>(Func<T> turn)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            return turn();
        }
        finally
        {
            ended = true;
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Runs queued continuations until there are none.</summary>
    /// <exception cref="InvalidOperationException">One came from another thread.</exception>
    public void Drain()
    {
        while (!foreign && queue.TryDequeue(out var next))
            next.Callback(next.State);
        if (foreign)
            throw new InvalidOperationException(IllegalAwaitMessage);
    }

    /// <summary>Refuses a caller that is not on the turn's thread.</summary>
    /// <exception cref="InvalidOperationException">The caller is on another thread, or the turn is over.</exception>
    public void Check()
    {
        if (!IsHere())
            throw new InvalidOperationException(IllegalAwaitMessage);
    }

    /// <summary>True on the turn's thread. A call from elsewhere, such as a real timer that cancels a token, spoils the turn.</summary>
    public bool IsHere()
    {
        if (!ended && Environment.CurrentManagedThreadId == owner)
            return true;
        foreign = true;
        return false;
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsHere())
            queue.Enqueue((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        Check();
        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;
}

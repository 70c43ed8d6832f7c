using LocalDurableTask.History;
using Microsoft.DurableTask;

namespace LocalDurableTask.Execution;

/// <summary>
/// Events by name, whatever the case: kept until they are waited for, and given to the last waiter first, also when that one has been
/// cancelled meanwhile. That loses the event, as the official engine does; code that would lose one there must not pass here.
/// </summary>
internal sealed class ExternalEvents(DataConverter converter, TurnThread thread)
{
    private readonly Dictionary<string, Stack<IWaiter>> waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<EventRaised> unread = [];

    private interface IWaiter
    {
        Type Type { get; }

        bool IsWaiting { get; }

        void Deliver(string? payload);
    }

    /// <summary>True while the orchestrator can be woken by an event.</summary>
    public bool AnyWaiting => waiters.Values.Any(stack => stack.Any(waiter => waiter.IsWaiting));

    /// <summary>Events that nobody has waited for, oldest first.</summary>
    public IReadOnlyList<EventRaised> Unread => unread;

    public void Raise(EventRaised raised)
    {
        if (waiters.TryGetValue(raised.Name, out var stack) && stack.TryPop(out var waiter))
            waiter.Deliver(raised.Input);
        else
            unread.Add(raised);
    }

    /// <exception cref="ArgumentException">Someone waits for an event of this name as another type.</exception>
    public Task<T> WaitAsync<T>(string name, CancellationToken cancellationToken)
    {
        if (!waiters.TryGetValue(name, out var stack))
            waiters.Add(name, stack = new());
        if (stack.TryPeek(out var last) && last.Type != typeof(T))
        {
            throw new ArgumentException(
                $"Events with the same name must have the same type argument. Expected {last.Type.FullName} but was requested {typeof(T).FullName}.");
        }

        var waiter = new Waiter<T>(converter);
        stack.Push(waiter);
        cancellationToken.Register(() => waiter.Cancel(thread, cancellationToken));
        if (unread.FindIndex(e => string.Equals(e.Name, name, StringComparison.OrdinalIgnoreCase)) is var index and >= 0)
        {
            var raised = unread[index];
            unread.RemoveAt(index);
            Raise(raised);
        }

        return waiter.Task;
    }

    private sealed class Waiter<T>(DataConverter converter) : IWaiter
    {
        // Continuations run on the turn's thread, see OpenTasks.
#pragma warning disable MA0173
        private readonly TaskCompletionSource<T> source = new();
#pragma warning restore MA0173

        public Type Type => typeof(T);

        public bool IsWaiting => !source.Task.IsCompleted;

        public Task<T> Task => source.Task;

        public void Cancel(TurnThread thread, CancellationToken cancellationToken)
        {
            if (thread.IsHere())
                source.TrySetCanceled(cancellationToken);
        }

        public void Deliver(string? payload)
        {
            try
            {
                source.TrySetResult(converter.Deserialize<T>(payload)!);
            }
            catch (System.Text.Json.JsonException error)
            {
                source.TrySetException(error);
            }
        }
    }
}

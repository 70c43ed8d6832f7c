using DurableTask.Core.Exceptions;
using LocalDurableTask.History;

namespace LocalDurableTask.Execution;

/// <summary>
/// What an orchestrator has asked for. An action is new until the history confirms it; when the history has another in its place,
/// the orchestrator does not do what it did before.
/// </summary>
internal sealed class OpenTasks
{
    private readonly SortedDictionary<int, HistoryEvent> unconfirmed = [];
    private readonly Dictionary<int, (string Name, TaskCompletionSource<HistoryEvent> Source)> open = [];
    private readonly HashSet<int> cancelled = [];
    private int nextId;

    /// <summary>Actions in one turn, as the Functions host limits them by default (<c>maxOrchestrationActions</c>): a loop that never awaits ends here.</summary>
    internal const int MostActions = 100_000;

    /// <summary>True while the orchestrator can be woken by an answer.</summary>
    public bool Any => open.Count > 0;

    /// <summary>Actions that the history does not have yet, in order.</summary>
    public IReadOnlyCollection<HistoryEvent> New => unconfirmed.Values;

    /// <summary>Timers that the orchestrator has given up.</summary>
    public IReadOnlySet<int> Cancelled => cancelled;

    /// <summary>Adds an action without an answer.</summary>
    /// <exception cref="InvalidOperationException">These are too many for one turn.</exception>
    public void Add(Func<int, HistoryEvent> action)
    {
        if (unconfirmed.Count == MostActions)
            throw new InvalidOperationException($"The orchestrator asked for more than {MostActions:N0} things without waiting for any of them. Does it loop?");
        unconfirmed.Add(nextId, action(nextId));
        nextId++;
    }

    /// <summary>Adds an action and gives its number and the answer to come.</summary>
    public (int Id, Task<HistoryEvent> Answer) Open(string name, Func<int, HistoryEvent> action)
    {
        var id = nextId;
        Add(action);
        // Continuations run where the result is set, on the turn's thread: RunContinuationsAsynchronously would send WhenAll to the pool.
#pragma warning disable MA0173
        var source = new TaskCompletionSource<HistoryEvent>();
#pragma warning restore MA0173
        open.Add(id, (name, source));
        return (id, source.Task);
    }

    /// <summary>The orchestrator gives a timer up; nothing happens when it is over already.</summary>
    public void Cancel(int id, CancellationToken token)
    {
        if (!open.Remove(id, out var task))
            return;
        cancelled.Add(id);
        task.Source.TrySetCanceled(token);
    }

    public void Answer(int id, HistoryEvent answer)
    {
        if (open.Remove(id, out var task))
            task.Source.TrySetResult(answer);
        else if (!cancelled.Contains(id))
            throw Different($"has {Describe(answer)} for task {id}, which the code has not asked for");
    }

    /// <summary>The history has this action: the orchestrator must have asked for the same.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">It has not.</exception>
    public void Confirm(int id, HistoryEvent action)
    {
        if (!unconfirmed.Remove(id, out var asked))
            throw Different($"has {Describe(action)} as task {id}, but the code asks for nothing there");
        if (!Same(asked, action))
            throw Different($"has {Describe(action)} as task {id}, but the code asks for {Describe(asked)}");
    }

    /// <summary>A turn of the past is over: all that the orchestrator asked for in it is in the history.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">It is not.</exception>
    public void EnsureConfirmed()
    {
        foreach (var (id, action) in unconfirmed)
            throw Different($"has nothing as task {id}, but the code asks for {Describe(action)}");
    }

    private static NonDeterministicOrchestrationException Different(string what) => new(
        $"Non-deterministic orchestrator: the history {what}. Was the code changed while this instance was running, "
        + "or does it use the clock, random numbers or anything else that differs on replay?");

    private static bool Same(HistoryEvent asked, HistoryEvent kept) => (asked, kept) switch
    {
        (TaskScheduled a, TaskScheduled b) => SameName(a.Name, b.Name),
        (SubOrchestrationCreated a, SubOrchestrationCreated b) => SameName(a.Name, b.Name),
        (EventSent a, EventSent b) => SameName(a.Name, b.Name),
        (TimerCreated, TimerCreated) => true,
        _ => false,
    };

    private static bool SameName(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static string Describe(HistoryEvent what) => what switch
    {
        TaskScheduled e => $"TaskScheduled '{e.Name}'",
        SubOrchestrationCreated e => $"SubOrchestrationCreated '{e.Name}'",
        EventSent e => $"EventSent '{e.Name}'",
        TimerCreated e => $"TimerCreated for {e.FireAt:O}",
        _ => what.GetType().Name,
    };
}

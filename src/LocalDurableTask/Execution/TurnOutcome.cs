using LocalDurableTask.History;

namespace LocalDurableTask.Execution;

/// <summary>What a turn came to.</summary>
/// <param name="Actions">What the orchestrator asks for beyond its history, in order.</param>
/// <param name="CancelledTimers">Timers it has given up.</param>
/// <param name="CustomStatus">Serialised custom status; null when it set none.</param>
/// <param name="Completion">How it ended; null while it waits, or when it starts anew.</param>
/// <param name="Next">Input of the generation to come; null unless it starts anew.</param>
/// <param name="Unread">Events that go to the next generation.</param>
internal sealed record TurnOutcome(
    IReadOnlyList<HistoryEvent> Actions,
    IReadOnlySet<int> CancelledTimers,
    string? CustomStatus,
    ExecutionCompleted? Completion,
    NextGeneration? Next,
    IReadOnlyList<EventRaised> Unread)
{
    /// <summary>The orchestrator was not run.</summary>
    public static TurnOutcome Nothing { get; } = new([], new HashSet<int>(), null, null, null, []);

    /// <summary>Whether the instance goes on to show what it showed before: it may name what others have to clear up after it.</summary>
    public bool KeepsStatus { get; private init; }

    /// <summary>The turn cannot be trusted, or not be run at all: the instance fails.</summary>
    public static TurnOutcome Failed(FailureData failure) =>
        Nothing with { Completion = new(failure.ErrorMessage, failure), KeepsStatus = true };
}

/// <summary>The instance starts anew.</summary>
/// <param name="Input">Serialised input of the generation to come.</param>
/// <param name="PreserveEvents">Whether unread events go along.</param>
internal sealed record NextGeneration(string? Input, bool PreserveEvents);

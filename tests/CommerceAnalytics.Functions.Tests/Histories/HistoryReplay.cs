using CommerceAnalytics.Functions.Tests.Virtual;
using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Tests.Histories;

/// <summary>
/// Replays the beginning of a history with today's code, by the official engine, with no effect outside.
/// </summary>
/// <param name="events">The whole history.</param>
/// <param name="code">The orchestrator.</param>
internal sealed class HistoryReplay(IReadOnlyList<HistoryEvent> events, ITaskOrchestrator code)
{
    private static readonly string? Contradiction = typeof(NonDeterministicOrchestrationException).FullName;

    /// <summary>What the code does otherwise; null when it does the same.</summary>
    /// <param name="count">
    /// How many events to replay, up to the end of a turn or the first that the engine contradicts.
    /// </param>
    public string? Difference(int count)
    {
        var actions = Actions(count);
        var end = actions.OfType<OrchestrationCompleteOrchestratorAction>().SingleOrDefault();
        var more = actions.Find(action => action != end);
        if (IsContradicted(end))
            return Contradicted(count, actions);
        if (more is not null)
            return $"The code asks for {Shown(OfficialEngine.EventOf(more))}, which the history does not have.";
        return Ends(end, events.Take(count).OfType<ExecutionCompletedEvent>().LastOrDefault());
    }

    /// <summary>
    /// Number of the first event that the engine does not find among what the code asks for; null where it finds all.
    /// </summary>
    /// <param name="last">The last event to replay.</param>
    public int? FirstContradicted(int last)
    {
        for (var count = 1; count <= last; count++)
        {
            if (events.Take(count).OfType<ExecutionStartedEvent>().Any() && IsContradicted(End(count)))
                return count;
        }

        return null;
    }

    private static string? Ends(OrchestrationCompleteOrchestratorAction? today, ExecutionCompletedEvent? kept)
    {
        if (today is null)
            return kept is null ? null : $"The history ends here ({kept.OrchestrationStatus}), and the code goes on.";
        if (kept is null)
            return $"The code ends here ({today.OrchestrationStatus}{Why(today)}), and the history goes on.";
        if (
            today.OrchestrationStatus == kept.OrchestrationStatus
            && today.FailureDetails?.ErrorType == kept.FailureDetails?.ErrorType
        )
            return null;
        return $"The history ends {kept.OrchestrationStatus}, and the code {today.OrchestrationStatus}{Why(today)}.";
    }

    private static string Why(OrchestrationCompleteOrchestratorAction end) =>
        end.FailureDetails is { } details ? $": {details.ErrorType}: {details.ErrorMessage}" : "";

    private string Contradicted(int count, List<OrchestratorAction> actions)
    {
        var kept = events[count - 1];
        var instead = actions.Find(action =>
            action.Id == kept.EventId && action is not OrchestrationCompleteOrchestratorAction
        );
        var asked = instead is null ? Nothing(count - 1) : $"asks for {Shown(OfficialEngine.EventOf(instead))}";
        return $"The history has {Shown(kept)} as task {kept.EventId}, but the code {asked}.";
    }

    private string Nothing(int count) =>
        End(count) is { } end ? $"ends ({end.OrchestrationStatus}{Why(end)})" : "asks for nothing there";

    private static string Shown(HistoryEvent asked) =>
        asked switch
        {
            TaskScheduledEvent task => $"{task.EventType} '{task.Name}'",
            SubOrchestrationInstanceCreatedEvent child => $"{child.EventType} '{child.Name}'",
            EventSentEvent sent => $"{sent.EventType} '{sent.Name}'",
            _ => $"{asked.EventType}",
        };

    private static bool IsContradicted(OrchestrationCompleteOrchestratorAction? end) =>
        end?.FailureDetails?.ErrorType == Contradiction;

    private OrchestrationCompleteOrchestratorAction? End(int count) =>
        Actions(count).OfType<OrchestrationCompleteOrchestratorAction>().SingleOrDefault();

    private List<OrchestratorAction> Actions(int count)
    {
        var state = new OrchestrationRuntimeState([.. events.Take(count)]);
        return [.. OfficialEngine.Run(state, code).Actions];
    }
}

using DurableTask.Core.History;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Tests.Histories;

/// <summary>Would the instance whose history was kept go on with this code?</summary>
internal static class HistoryCheck
{
    private const string WhatToDo =
        "A run in flight at this point would fail with this code. docs/change/changing-orchestrators.md says what to do: take the change back, put the "
        + "new code under a new name beside the old one, or, once no run of the old code can be left anywhere, record the histories anew.";

    /// <summary>What is wrong, where, and what to do; null when the code replays the history.</summary>
    public static string? Problem(KeptHistory kept, ITaskOrchestrator? code)
    {
        if (code is null)
            return $"History '{kept.Name}' ({kept.About}): there is no orchestrator '{kept.Orchestrator}' any more. {WhatToDo}";
        var replay = new HistoryReplay(kept.Events, code);
        return replay.Difference(kept.Events.Count) is null ? null : Told(kept, replay);
    }

    private static string Told(KeptHistory kept, HistoryReplay replay)
    {
        var (begin, end) = Turns(kept.Events).First(turn => replay.Difference(turn.End) is not null);
        var at = replay.FirstContradicted(end) ?? end;
        var trigger = kept.Events[begin + 1];
        return $"History '{kept.Name}' ({kept.About}) does not replay: today's {kept.Orchestrator} does something else at event {at} of "
            + $"{kept.Events.Count}, in the turn of {kept.Events[begin].Timestamp:O} that answers {trigger.EventType}. "
            + $"{replay.Difference(at) ?? replay.Difference(end)} {WhatToDo}";
    }

    /// <summary>Where each turn begins and ends, as numbers of events.</summary>
    private static List<(int Begin, int End)> Turns(IReadOnlyList<HistoryEvent> events)
    {
        var begins = events.Index().Where(e => e.Item is OrchestratorStartedEvent).Select(e => e.Index).ToList();
        var ends = begins.Skip(1).Append(events.Count);
        return [.. begins.Zip(ends)];
    }
}

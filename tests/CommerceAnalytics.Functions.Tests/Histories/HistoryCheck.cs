using DurableTask.Core.Exceptions;
using LocalDurableTask.History;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Tests.Histories;

/// <summary>Would the instance whose history was kept go on with this code?</summary>
internal static class HistoryCheck
{
    private const string WhatToDo =
        "A run in flight at this point would fail with this code. docs/changing-orchestrators.md says what to do: take the change back, put the "
        + "new code under a new name beside the old one, or, once no run of the old code can be left anywhere, record the histories anew.";

    /// <summary>What is wrong, where, and what to do; null when the code replays the history.</summary>
    public static string? Problem(KeptHistory kept, ITaskOrchestrator? code)
    {
        if (code is null)
            return $"History '{kept.Name}' ({kept.About}): there is no orchestrator '{kept.Orchestrator}' any more. {WhatToDo}";
        return Difference(kept, code, kept.Events.Count) is null ? null : Told(kept, code);
    }

    private static string Told(KeptHistory kept, ITaskOrchestrator code)
    {
        var starts = kept.Events.Index().Where(e => e.Item is TurnStarted).Select(e => e.Index).ToList();
        var ends = starts.Skip(1).Append(kept.Events.Count);
        var (from, to) = starts.Zip(ends).First(turn => Difference(kept, code, turn.Second) is not null);
        return $"History '{kept.Name}' ({kept.About}) does not replay: today's {kept.Orchestrator} does something else at events "
            + $"{from + 1} to {to} of {kept.Events.Count}, after {kept.Events[from + 1].GetType().Name} of {kept.Events[from].Timestamp:O}. "
            + $"{Difference(kept, code, to)} {WhatToDo}";
    }

    private static string? Difference(KeptHistory kept, ITaskOrchestrator code, int events)
    {
        try
        {
            HistoryReplay.Check(code, kept.InstanceId, [.. kept.Events.Take(events)]);
            return null;
        }
        catch (NonDeterministicOrchestrationException e)
        {
            return e.Message;
        }
    }
}

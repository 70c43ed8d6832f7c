using LocalDurableTask.History;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Tests.Virtual;

/// <summary>An orchestration on the virtual hub.</summary>
internal sealed class VirtualInstance
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string? Input { get; set; }

    public required DateTime CreatedAt { get; init; }

    public DateTime UpdatedAt { get; set; }

    /// <summary>What has happened since it last started anew, as the engine keeps it.</summary>
    public List<HistoryEvent> History { get; set; } = [];

    /// <summary>What had happened before it started anew, once for each time.</summary>
    public List<IReadOnlyList<HistoryEvent>> Past { get; } = [];

    /// <summary>How often it started anew.</summary>
    public int Generation => Past.Count;

    /// <summary>Timers that it has given up.</summary>
    public IReadOnlySet<int> CancelledTimers { get; set; } = new HashSet<int>();

    public string? CustomStatus { get; set; }

    public string? Output { get; set; }

    public FailureData? Failure { get; set; }

    public string? Error => Failure?.ErrorMessage;

    public OrchestrationRuntimeStatus Status { get; set; } = OrchestrationRuntimeStatus.Pending;

    public ParentReference? Parent { get; init; }

    public bool IsCompleted =>
        Status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}

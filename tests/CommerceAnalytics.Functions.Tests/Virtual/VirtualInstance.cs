using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Tests.Virtual;

/// <summary>An orchestration on the virtual hub.</summary>
internal sealed class VirtualInstance
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string? Input { get; set; }

    public required DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    /// <summary>What has happened since it last started anew, as the official engine keeps it.</summary>
    public IReadOnlyList<HistoryEvent> History { get; set; } = [];

    /// <summary>What had happened before it started anew, once for each time.</summary>
    public List<IReadOnlyList<HistoryEvent>> Past { get; } = [];

    /// <summary>How often it started anew.</summary>
    public int Generation => Past.Count;

    public string? CustomStatus { get; set; }

    public string? Output { get; set; }

    public FailureDetails? Failure { get; set; }

    public string? Error => Failure?.ErrorMessage;

    public OrchestrationRuntimeStatus Status { get; set; } = OrchestrationRuntimeStatus.Pending;

    public ParentInstance? Parent { get; init; }

    /// <summary>This generation; the same each time that a test runs.</summary>
    public OrchestrationInstance Execution => new() { InstanceId = Id, ExecutionId = $"{Id}:{Generation}" };

    public bool IsCompleted =>
        Status
            is OrchestrationRuntimeStatus.Completed
                or OrchestrationRuntimeStatus.Failed
                or OrchestrationRuntimeStatus.Terminated;

    /// <summary>The first event of this generation.</summary>
    public ExecutionStartedEvent Started() =>
        new(-1, Input)
        {
            Name = Name,
            OrchestrationInstance = Execution,
            ParentInstance = Parent,
        };
}

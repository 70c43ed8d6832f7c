using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Tests.Virtual;

/// <summary>What happened to an orchestration: the end of a task or timer, or an event.</summary>
internal sealed record HistoryItem(DateTime At, Kind Kind, int TaskId = -1, string? Name = null, string? Json = null, string? Error = null);

internal enum Kind
{
    Begun,
    Done,
    Event,
}

internal sealed class VirtualInstance
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string? Input { get; set; }

    public required DateTime CreatedAt { get; init; }

    public DateTime UpdatedAt { get; set; }

    public List<HistoryItem> History { get; set; } = [];

    public List<string> Actions { get; } = [];

    public (VirtualContext Context, Task Work)? Live { get; set; }

    public int Generation { get; set; }

    public string? CustomStatus { get; set; }

    public string? Output { get; set; }

    public string? Error { get; set; }

    public OrchestrationRuntimeStatus Status { get; set; } = OrchestrationRuntimeStatus.Pending;

    public (VirtualInstance Parent, int TaskId)? CalledBy { get; init; }

    public bool IsCompleted =>
        Status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}

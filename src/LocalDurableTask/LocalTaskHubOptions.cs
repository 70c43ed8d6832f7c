namespace LocalDurableTask;

/// <summary>Where a task hub keeps its state and how much it does at once.</summary>
public sealed record LocalTaskHubOptions
{
    /// <summary>The SQLite file of the store; its folder is made if it is not there. One process at a time may have it open.</summary>
    public required string StorePath { get; init; }

    /// <summary>The hub's name, as clients show it.</summary>
    public string HubName { get; init; } = "LocalTaskHub";

    /// <summary>How many activities run at once; at least 1.</summary>
    public int MaxConcurrentActivities { get; init; } = 16;

    /// <summary>How many orchestrators run a turn at once; at least 1.</summary>
    public int MaxConcurrentOrchestrations { get; init; } = 16;

    /// <summary>Whether spans are made, for listeners of the source <c>Microsoft.DurableTask</c>. Costs nothing while nobody listens.</summary>
    public bool Tracing { get; init; } = true;

    /// <summary>How long an orchestrator's code may run in one turn before its instance is failed; more than zero. Turns take milliseconds.</summary>
    public TimeSpan LongestTurn { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long instances are kept after they have ended; looked at once a day. Null keeps them until they are purged.</summary>
    public TimeSpan? KeepEnded { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(StorePath);
        ArgumentException.ThrowIfNullOrWhiteSpace(HubName);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConcurrentActivities, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConcurrentOrchestrations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(LongestTurn, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(KeepEnded ?? TimeSpan.MaxValue, TimeSpan.Zero, nameof(KeepEnded));
    }
}

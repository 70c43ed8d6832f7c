namespace DurableTask.Sqlite;

/// <summary>
/// Where a store is and how much is done at once. Immutable; the service validates it when it is made.
/// </summary>
public sealed record SqliteOrchestrationServiceSettings
{
    /// <summary>
    /// The database file. It, the files beside it whose names begin the same, and its folder are made when they are
    /// not there, for this
    /// account alone. One process at a time has it open.
    /// </summary>
    public required string StorePath { get; init; }

    /// <summary>
    /// Name of the task hub that queries may filter by; the file's name without extension where it is null. A store
    /// is one hub.
    /// </summary>
    public string? TaskHubName { get; init; }

    /// <summary>How many activities run at once, at least 1.</summary>
    public int MaxConcurrentActivities { get; init; } = 16;

    /// <summary>
    /// How many orchestrations are in memory at once, at least 1. DurableTask.Core lets half of these places, rounded
    /// up, be held by
    /// extended sessions.
    /// </summary>
    public int MaxConcurrentOrchestrations { get; init; } = 16;

    /// <summary>
    /// Whether an orchestration stays in memory between its turns, so that none is replayed as long as it does. An
    /// idle one gives way when
    /// all places are taken and another has something to do.
    /// </summary>
    public bool ExtendedSessions { get; init; } = true;

    /// <summary>
    /// How long an orchestration stays in memory with nothing to do, in the machine's own time; more than zero.
    /// </summary>
    public TimeSpan ExtendedSessionIdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long instances are kept after their end; null keeps them for ever. Looked at when dispatching starts and
    /// once a day.
    /// </summary>
    public TimeSpan? KeepEnded { get; init; }

    internal string HubName => TaskHubName ?? Path.GetFileNameWithoutExtension(StorePath);

    /// <summary>Tells everything that is wrong at once.</summary>
    /// <exception cref="ArgumentException">Something is; the message has a line for each.</exception>
    internal void Validate()
    {
        var wrong = new List<string>();
        if (string.IsNullOrWhiteSpace(StorePath))
            wrong.Add($"{nameof(StorePath)} must name a file.");
        if (TaskHubName is { Length: 0 })
            wrong.Add($"{nameof(TaskHubName)} must be null or have a character.");
        if (MaxConcurrentActivities < 1)
            wrong.Add($"{nameof(MaxConcurrentActivities)} must be at least 1, and is {MaxConcurrentActivities}.");
        if (MaxConcurrentOrchestrations < 1)
            wrong.Add(
                $"{nameof(MaxConcurrentOrchestrations)} must be at least 1, and is {MaxConcurrentOrchestrations}."
            );
        if (ExtendedSessionIdleTimeout <= TimeSpan.Zero)
            wrong.Add(
                $"{nameof(ExtendedSessionIdleTimeout)} must be more than zero, and is {ExtendedSessionIdleTimeout}."
            );
        if (KeepEnded < TimeSpan.Zero)
            wrong.Add($"{nameof(KeepEnded)} must not be negative, and is {KeepEnded}.");
        if (wrong.Count > 0)
            throw new ArgumentException(string.Join('\n', wrong), "settings");
    }
}

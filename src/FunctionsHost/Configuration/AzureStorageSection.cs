namespace FunctionsHost.Configuration;

/// <summary>What host.json says of the Azure Storage provider. Defaults are those of the durable extension.</summary>
public sealed record AzureStorageSection
{
    /// <summary>Parts of the task hub that hosts share out among them, 1 to 16; fixed once the hub is made.</summary>
    public int PartitionCount { get; init; } = 4;

    /// <summary>Messages of orchestrations that are fetched at once, 1 to 32.</summary>
    public int ControlQueueBatchSize { get; init; } = 32;

    /// <summary>Messages that are fetched in advance, for each partition.</summary>
    public int ControlQueueBufferThreshold { get; init; } = 256;

    /// <summary>
    /// How long a message of an orchestration is hidden from others once it was fetched: so long a killed host holds it
    /// up.
    /// </summary>
    public TimeSpan ControlQueueVisibilityTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The same for activities.</summary>
    public TimeSpan WorkItemQueueVisibilityTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How seldom an empty queue is looked at, at most.</summary>
    public TimeSpan MaxQueuePollingInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether an orchestration stays in memory between its turns.</summary>
    public bool ExtendedSessions { get; init; }

    /// <summary>For how long it does.</summary>
    public TimeSpan ExtendedSessionIdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether apps of different names take turns on one hub.</summary>
    public bool UseAppLease { get; init; } = true;
}

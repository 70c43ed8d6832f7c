using System.Globalization;

namespace FunctionsHost.Configuration;

/// <summary>Reads what host.json says of the Azure Storage provider.</summary>
/// <param name="problems">Takes one sentence for each value that is wrong.</param>
internal sealed class AzureStorageReader(ICollection<string> problems)
{
    /// <summary>What else the durable extension knows of its storage.</summary>
    public static readonly string[] OtherKeys =
    [
        "type",
        "allowReplayingTerminalInstances",
        "connectionName",
        "connectionStringName",
        "fetchLargeMessagesAutomatically",
        "partitionManagement",
        "queueClientMessageEncoding",
        "trackingStoreConnectionName",
        "trackingStoreConnectionStringName",
        "trackingStoreNamePrefix",
        "useInstanceTableEtag",
        "useLegacyPartitionManagement",
        "useTablePartitionManagement",
    ];

    public AzureStorageSection Read(JsonSection durableTask, JsonSection storage)
    {
        AzureStorageSection otherwise = new();
        var idleSeconds = durableTask.Count(
            "extendedSessionIdleTimeoutInSeconds",
            (int)otherwise.ExtendedSessionIdleTimeout.TotalSeconds
        );
        return new()
        {
            PartitionCount = storage.Count("partitionCount", otherwise.PartitionCount),
            ControlQueueBatchSize = storage.Count("controlQueueBatchSize", otherwise.ControlQueueBatchSize),
            ControlQueueBufferThreshold = storage.Count(
                "controlQueueBufferThreshold",
                otherwise.ControlQueueBufferThreshold
            ),
            ControlQueueVisibilityTimeout = Time(
                storage,
                "controlQueueVisibilityTimeout",
                otherwise.ControlQueueVisibilityTimeout
            ),
            WorkItemQueueVisibilityTimeout = Time(
                storage,
                "workItemQueueVisibilityTimeout",
                otherwise.WorkItemQueueVisibilityTimeout
            ),
            MaxQueuePollingInterval = Time(storage, "maxQueuePollingInterval", otherwise.MaxQueuePollingInterval),
            ExtendedSessions = durableTask.Flag("extendedSessionsEnabled", otherwise.ExtendedSessions),
            ExtendedSessionIdleTimeout = TimeSpan.FromSeconds(idleSeconds),
            UseAppLease = durableTask.Flag("useAppLease", otherwise.UseAppLease),
        };
    }

    private TimeSpan Time(JsonSection section, string key, TimeSpan otherwise)
    {
        var text = section.Text(key, $"{otherwise:c}");
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time > TimeSpan.Zero)
            return time;
        problems.Add($"{section.At(key)} '{text}' must be a time, as 00:01:00 for a minute.");
        return otherwise;
    }
}

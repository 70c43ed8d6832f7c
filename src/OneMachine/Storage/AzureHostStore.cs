using System.Security.Cryptography;
using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using CommerceAnalytics.OneMachine.Settings;
using DurableTask.AzureStorage;
using DurableTask.Core;
using FunctionsHost.Configuration;
using FunctionsHost.Hosting;
using FunctionsHost.Http.Keys;
using FunctionsHost.Timers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.OneMachine.Storage;

/// <summary>
/// The state of hosts that work together: the official provider's queues and tables, and a container of blobs,
/// <c>{hub}-host</c>, with the keys and where each timer is.
/// </summary>
internal sealed class AzureHostStore : IHostStore
{
    // One that is not there is told in seconds, not minutes.
    private static readonly BlobClientOptions Quick = new()
    {
        Retry = { MaxRetries = 2, NetworkTimeout = TimeSpan.FromSeconds(10) },
    };

    // Longer than a message that was just fetched takes to reach its orchestration.
    private static readonly TimeSpan UntilWorkedOn = TimeSpan.FromSeconds(1);

    private readonly DequeueValve _valve = new();
    private readonly AzureStorageOrchestrationService _hub;
    private readonly BlobContainerClient _blobs;

    /// <summary>A store that is not looked at yet.</summary>
    /// <param name="connection">The connection string; one of which <see cref="Problem"/> is null.</param>
    /// <param name="hostJson">The hub's name and limits.</param>
    /// <param name="loggers">Where it logs.</param>
    public AzureHostStore(string connection, HostJson hostJson, ILoggerFactory loggers)
    {
        var section = hostJson.AzureStorage;
        _hub = new(HubSettings(hostJson, Account(connection), loggers));
        _blobs = new(connection, $"{hostJson.HubName.ToLowerInvariant()}-host", Quick);
        SessionIdle = section.ExtendedSessions ? section.ExtendedSessionIdleTimeout : null;
        Schedules = new ScheduleBlobs(_blobs, loggers.CreateLogger<ScheduleBlobs>());
    }

    /// <inheritdoc cref="HostStoreFactory"/>
    public static AzureHostStore Open(
        AppHostOptions options,
        HostJson hostJson,
        IConfiguration settings,
        ILoggerFactory loggers
    ) => new(settings[SettingsSchema.Storage]!, hostJson, loggers);

    public IOrchestrationService Engine => _hub;

    public IOrchestrationServiceClient Client => _hub;

    public TimeSpan? SessionIdle { get; }

    /// <summary>Never: what is lost for a while comes back, and is tried again until then.</summary>
    public Task<Exception> Lost { get; } = new TaskCompletionSource<Exception>().Task;

    public IScheduleStore Schedules { get; }

    /// <summary>What is wrong with a connection string; null where nothing is.</summary>
    public static string? Problem(string? connection)
    {
        const string Example = "e.g. UseDevelopmentStorage=true for Azurite on this machine";
        if (string.IsNullOrWhiteSpace(connection))
            return $"--storage azure takes the connection from the setting {SettingsSchema.Storage}, which is not there: {Example}.";
        try
        {
            _ = new BlobServiceClient(connection);
            return null;
        }
        // The text may hold a key: it is not repeated.
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return $"the setting {SettingsSchema.Storage} is no connection string of Azure Storage; {Example}.";
        }
    }

    /// <summary>Asks the storage whether it is there, before any work.</summary>
    /// <param name="connection">The connection string.</param>
    /// <exception cref="InvalidInputException">It is not, or refuses.</exception>
    public static async Task ReachAsync(string connection, CancellationToken cancellation)
    {
        try
        {
            await new BlobServiceClient(connection, Quick).GetPropertiesAsync(cancellation);
        }
        catch (Exception e) when (Blobs.IsFailure(e))
        {
            throw new InvalidInputException([
                $"the storage that {SettingsSchema.Storage} names cannot be used: {FirstLine(e)} Start it or mend the connection; without --storage azure, state is kept on this machine.",
            ]);
        }
    }

    public Task<HostKeys> KeysAsync(CancellationToken cancellation) =>
        new KeyBlob(_blobs).ReadOrCreateAsync(cancellation);

    /// <summary>None: what the storage says is tried again, and told in full where that does not help.</summary>
    public string? Refusal(Exception error) => null;

    /// <summary>
    /// Fetches no more messages, and lets those that it has reach the orchestrations that they are for.
    /// </summary>
    public async Task CloseAsync(CancellationToken cancellation)
    {
        await _valve
            .CloseAsync(TimeProvider.System, cancellation)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(UntilWorkedOn, TimeProvider.System, cancellation)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        return ValueTask.CompletedTask;
    }

    private StorageAccountClientProvider Account(string connection)
    {
        QueueClientOptions queues = new();
        queues.AddPolicy(_valve, HttpPipelinePosition.PerCall);
        return new(
            StorageServiceClientProvider.ForBlob(connection),
            StorageServiceClientProvider.ForQueue(connection, queues),
            StorageServiceClientProvider.ForTable(connection)
        );
    }

    private static AzureStorageOrchestrationServiceSettings HubSettings(
        HostJson hostJson,
        StorageAccountClientProvider account,
        ILoggerFactory loggers
    )
    {
        var storage = hostJson.AzureStorage;
        return new()
        {
            StorageAccountClientProvider = account,
            TaskHubName = hostJson.HubName,
            AppName = hostJson.HubName,
            // Hosts on one machine share its name: each needs one of its own, or both would work on the same
            // partitions.
            WorkerId = $"{Environment.MachineName}-{RandomNumberGenerator.GetHexString(16)}",
            LoggerFactory = loggers,
            // Without it a start that finds its instance running would be swallowed.
            ThrowExceptionOnInvalidDedupeStatus = true,
            MaxConcurrentTaskActivityWorkItems = hostJson.MaxConcurrentActivities,
            MaxConcurrentTaskOrchestrationWorkItems = hostJson.MaxConcurrentOrchestrations,
            PartitionCount = storage.PartitionCount,
            ControlQueueBatchSize = storage.ControlQueueBatchSize,
            ControlQueueBufferThreshold = storage.ControlQueueBufferThreshold,
            ControlQueueVisibilityTimeout = storage.ControlQueueVisibilityTimeout,
            WorkItemQueueVisibilityTimeout = storage.WorkItemQueueVisibilityTimeout,
            MaxQueuePollingInterval = storage.MaxQueuePollingInterval,
            ExtendedSessionsEnabled = storage.ExtendedSessions,
            ExtendedSessionIdleTimeout = storage.ExtendedSessionIdleTimeout,
            UseAppLease = storage.UseAppLease,
        };
    }

    private static string FirstLine(Exception e)
    {
        var message = e is AggregateException { InnerExceptions: [.., var last] } ? last.Message : e.Message;
        var line = message.Split('\n', 2)[0].Trim();
        return line.EndsWith('.') ? line : $"{line}.";
    }
}

using AzureStorage;
using DurableTask.AzureStorage;
using FunctionsHost.Tests.Durable;

namespace Conformance;

/// <summary>Who runs an orchestration's code, and where its state is.</summary>
public enum Setup
{
    /// <summary>This process, on SQLite.</summary>
    InProcess = 0,

    /// <summary>The official worker's code, on SQLite.</summary>
    Isolated = 1,

    /// <summary>The same with extended sessions.</summary>
    IsolatedInSessions = 2,

    /// <summary>This process, on Azure Storage, with extended sessions.</summary>
    InProcessOnAzureStorage = 3,

    /// <summary>The official worker's code, on Azure Storage.</summary>
    IsolatedOnAzureStorage = 4,
}

/// <summary>Makes a host for each of them.</summary>
internal static class Setups
{
    /// <summary>All that can be tried on this machine.</summary>
    public static IEnumerable<Setup> Here { get; } =
        Enum.GetValues<Setup>().Where(each => !IsOnAzure(each) || Azurite.Missing is null).ToList();

    public static async Task<TestHost> StartAsync(Setup setup, TestFunctions functions)
    {
        var mode = setup switch
        {
            Setup.InProcess or Setup.InProcessOnAzureStorage => Mode.InProcess,
            Setup.IsolatedInSessions => Mode.IsolatedInSessions,
            _ => Mode.Isolated,
        };
        if (!IsOnAzure(setup))
            return await TestHost.StartAsync(mode, functions);
        var connection = await Azurite.ConnectionAsync();
        return await TestHost.StartAsync(mode, functions, open: (_, sessionIdle) => OnAzure(connection, sessionIdle));
    }

    public static bool IsOnAzure(Setup setup) => setup is Setup.InProcessOnAzureStorage or Setup.IsolatedOnAzureStorage;

    private static TestStore OnAzure(string connection, TimeSpan? sessionIdle) =>
        new(
            new AzureStorageOrchestrationService(
                new()
                {
                    StorageAccountClientProvider = new StorageAccountClientProvider(connection),
                    TaskHubName = Azurite.NewHub(),
                    ExtendedSessionsEnabled = sessionIdle is not null,
                    ExtendedSessionIdleTimeout = sessionIdle ?? TimeSpan.FromSeconds(1),
                    PartitionCount = 1,
                    MaxQueuePollingInterval = TimeSpan.FromMilliseconds(200),
                    ThrowExceptionOnInvalidDedupeStatus = true,
                }
            )
        );
}

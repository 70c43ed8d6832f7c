using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Sqlite;
using FunctionsHost.Durable.Client;
using FunctionsHost.Tests.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsHost.Tests.Durable;

/// <summary>
/// Where a test's state is: in memory, where tests can look into it, on SQLite, as on one machine, or in another
/// provider's store.
/// </summary>
internal sealed class TestStore : IAsyncDisposable
{
    private readonly TempFolder? _folder;
    private readonly object _service;

    public TestStore(object service, TempFolder? folder = null)
    {
        _service = service;
        _folder = folder;
    }

    public IOrchestrationService Service => (IOrchestrationService)_service;

    public IOrchestrationServiceClient Client => (IOrchestrationServiceClient)_service;

    public MemoryOrchestrationService Memory => (MemoryOrchestrationService)_service;

    public static TestStore InMemory(TimeProvider time, TimeSpan? sessionIdle) =>
        new(new MemoryOrchestrationService(time, sessionIdle));

    public static TestStore OnSqlite(TimeProvider time, TimeSpan? sessionIdle)
    {
        var folder = new TempFolder();
        var settings = new SqliteOrchestrationServiceSettings
        {
            StorePath = Path.Combine(folder.Path, "store.db"),
            ExtendedSessions = sessionIdle is not null,
            ExtendedSessionIdleTimeout = sessionIdle ?? TimeSpan.FromSeconds(1),
        };
        return new TestStore(new SqliteOrchestrationService(settings, NullLoggerFactory.Instance, time), folder);
    }

    public async Task<IReadOnlyList<HistoryEvent>> HistoryAsync(string instanceId) =>
        HistoryJson.Read(await Client.GetOrchestrationHistoryAsync(instanceId, null));

    public async ValueTask DisposeAsync()
    {
        if (_service is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        else
            (_service as IDisposable)?.Dispose();
        _folder?.Dispose();
    }
}

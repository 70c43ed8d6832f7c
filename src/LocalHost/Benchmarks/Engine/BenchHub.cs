using DurableTask.Sqlite;
using FunctionsHost.Durable;
using FunctionsHost.Durable.Client;
using FunctionsHost.Durable.InProcess;
using FunctionsHost.Workers;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommerceAnalytics.LocalHost.Benchmarks.Engine;

/// <summary>The engine on a store of its own, with a client, and nothing else of a host.</summary>
internal sealed class BenchHub : IAsyncDisposable
{
    private readonly SqliteOrchestrationService _store;
    private readonly DurableEngine _engine;
    private readonly DurableClientEndpoint _clients;

    private BenchHub(SqliteOrchestrationService store, DurableEngine engine, DurableClientEndpoint clients)
    {
        (_store, _engine, _clients) = (store, engine, clients);
        Client = clients.CreateClient("Bench", new FunctionsDataConverter());
    }

    public DurableTaskClient Client { get; }

    public static async Task<BenchHub> StartAsync(
        string storePath, IFunctionWorker worker, IReadOnlyList<FunctionDefinition> functions, TimeProvider time)
    {
        var loggers = NullLoggerFactory.Instance;
        var store = new SqliteOrchestrationService(new() { StorePath = storePath }, loggers, time);
        await store.CreateIfNotExistsAsync();
        var clients = await DurableClientEndpoint.StartAsync(new TaskHub(store, time), loggers);
        var engine = new DurableEngine(new() { Store = store, Worker = worker, Functions = functions, Loggers = loggers });
        await engine.StartAsync();
        return new BenchHub(store, engine, clients);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _clients.DisposeAsync();
        await _store.DisposeAsync();
    }
}

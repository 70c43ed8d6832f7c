using DurableTask.Sqlite;
using FunctionsHost.Durable;
using FunctionsHost.Durable.Client;
using FunctionsHost.Durable.InProcess;
using FunctionsHost.Durable.Protocol;
using FunctionsHost.Isolated;
using FunctionsHost.Workers;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommerceAnalytics.Trials.Benchmarks.Engine;

/// <summary>The engine on a store of its own, with a client, and nothing else of a host.</summary>
internal sealed class BenchHub : IAsyncDisposable
{
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SessionIdle = TimeSpan.FromSeconds(30);

    private readonly SqliteOrchestrationService _store;
    private readonly DurableEngine _engine;
    private readonly DurableClientEndpoint _clients;

    private readonly IFunctionWorker _worker;

    private BenchHub(
        SqliteOrchestrationService store,
        DurableEngine engine,
        DurableClientEndpoint clients,
        IFunctionWorker worker
    )
    {
        (_store, _engine, _clients, _worker) = (store, engine, clients, worker);
        Client = clients.CreateClient("Bench", new FunctionsDataConverter());
    }

    public DurableTaskClient Client { get; }

    /// <summary>Runs the functions in this process.</summary>
    public static Task<BenchHub> StartAsync(string storePath, IFunctionWorker worker, TimeProvider time) =>
        StartAsync(storePath, _ => worker, time, CancellationToken.None);

    /// <summary>Runs a published app as its worker process.</summary>
    public static Task<BenchHub> StartIsolatedAsync(
        string folder,
        string app,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var options = new IsolatedWorkerOptions
        {
            AppFolder = app,
            StateFolder = folder,
            Loggers = NullLoggerFactory.Instance,
            Time = time,
        };
        var storePath = Path.Combine(folder, "worker-taskhub.db");
        return StartAsync(
            storePath,
            clients => new IsolatedWorker(options, Protocol(clients)),
            time,
            cancellationToken
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.StopAsync(Drain);
        await _worker.DisposeAsync();
        await _engine.DisposeAsync();
        await _clients.DisposeAsync();
        await _store.DisposeAsync();
    }

    private static DurableProtocol Protocol(DurableClientEndpoint clients)
    {
        var binding = new DurableClientBinding { RpcBaseUrl = clients.Address, TaskHubName = "Bench" };
        return new DurableProtocol(binding, SessionIdle);
    }

    private static async Task<BenchHub> StartAsync(
        string storePath,
        Func<DurableClientEndpoint, IFunctionWorker> create,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var loggers = NullLoggerFactory.Instance;
        var store = new SqliteOrchestrationService(new() { StorePath = storePath }, loggers, time);
        await store.CreateIfNotExistsAsync();
        var clients = await DurableClientEndpoint.StartAsync(new TaskHub(store, time), loggers);
        var worker = create(clients);
        var functions = await worker.StartAsync(cancellationToken);
        var engine = new DurableEngine(
            new()
            {
                Store = store,
                Worker = worker,
                Functions = functions,
                Loggers = loggers,
            }
        );
        await engine.StartAsync();
        return new BenchHub(store, engine, clients, worker);
    }
}

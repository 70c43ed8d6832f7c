using FunctionsHost.Durable;
using FunctionsHost.Durable.Client;
using FunctionsHost.Durable.InProcess;
using FunctionsHost.Durable.Protocol;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsHost.Tests.Durable;

/// <summary>
/// Who runs the code: this process, or the official worker's code with and without extended sessions.
/// </summary>
public enum Mode
{
    InProcess,
    Isolated,
    IsolatedInSessions,
}

/// <summary>An engine, a store, a worker, and the official client.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly DurableClientEndpoint _endpoint;

    private TestHost(TestStore store, DurableClientEndpoint endpoint, OfficialWorker worker, DurableEngine engine)
    {
        Store = store;
        Worker = worker;
        Engine = engine;
        _endpoint = endpoint;
        Client = endpoint.CreateClient("TestHub", new FunctionsDataConverter());
    }

    public TestStore Store { get; }

    public DurableEngine Engine { get; }

    public OfficialWorker Worker { get; }

    public DurableTaskClient Client { get; }

    public static async Task<TestHost> StartAsync(
        Mode mode,
        TestFunctions functions,
        TimeProvider? time = null,
        ILoggerFactory? loggers = null,
        Func<TimeProvider, TimeSpan?, TestStore>? open = null
    )
    {
        var clock = time ?? TimeProvider.System;
        TimeSpan? idle = mode is Mode.IsolatedInSessions ? TimeSpan.FromSeconds(30) : null;
        var store = (open ?? TestStore.OnSqlite)(clock, mode is Mode.InProcess ? TimeSpan.FromSeconds(30) : idle);
        var endpoint = await DurableClientEndpoint.StartAsync(
            new TaskHub(store.Client, clock),
            NullLoggerFactory.Instance
        );
        var worker = new OfficialWorker(functions);
        var binding = new DurableClientBinding { RpcBaseUrl = endpoint.Address, TaskHubName = "TestHub" };
        var code = new InProcessCode(NullLoggerFactory.Instance);
        var engine = new DurableEngine(
            new DurableEngineOptions
            {
                Store = store.Service,
                Functions = functions.Definitions,
                Loggers = loggers ?? NullLoggerFactory.Instance,
                Time = clock,
                Worker =
                    mode is Mode.InProcess
                        ? new TestWorker.InProcess(functions, code)
                        : new TestWorker.Isolated(worker, new DurableProtocol(binding, idle)),
            }
        );
        await engine.StartAsync();
        return new TestHost(store, endpoint, worker, engine);
    }

    /// <summary>Starts an instance and waits for its end.</summary>
    public async Task<OrchestrationMetadata> RunAsync(
        string orchestrator,
        object? input = null,
        string? instanceId = null
    )
    {
        var options = new Microsoft.DurableTask.StartOrchestrationOptions(instanceId);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, options);
        return await EndOf(id);
    }

    /// <summary>Waits for the end of an instance.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="within">Where the wait counts as a hang; 30 s unless given.</param>
    public async Task<OrchestrationMetadata> EndOf(string instanceId, TimeSpan? within = null)
    {
        using var limit = new CancellationTokenSource(within ?? TimeSpan.FromSeconds(30));
        return await Client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await _endpoint.DisposeAsync();
        Worker.Dispose();
        await Store.DisposeAsync();
    }
}

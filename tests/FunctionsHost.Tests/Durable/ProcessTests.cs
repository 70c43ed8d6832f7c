using System.Diagnostics;
using FunctionsHost.Durable;
using FunctionsHost.Durable.Client;
using FunctionsHost.Durable.InProcess;
using FunctionsHost.Durable.Protocol;
using FunctionsHost.Isolated;
using FunctionsHost.Tests.Hosting;
using FunctionsHost.Workers;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsHost.Tests.Durable;

/// <summary>
/// The published sample app as a worker process of its own: official worker, official extension, official engine.
/// </summary>
public sealed class ProcessTests : IAsyncLifetime
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);
    private readonly TempFolder _folder = new();
    private readonly TestStore _store = TestStore.OnSqlite(TimeProvider.System, Idle);
    private DurableClientEndpoint _endpoint = null!;
    private IsolatedWorker _worker = null!;
    private DurableEngine _engine = null!;
    private DurableTaskClient _client = null!;

    private sealed record Order(string Item, decimal Sum);

    private sealed record Receipt(string Greetings, int Length, string Error, bool HasChild, string Trace, decimal Sum);

    public async Task InitializeAsync()
    {
        _endpoint = await DurableClientEndpoint.StartAsync(new TaskHub(_store.Client), NullLoggerFactory.Instance);
        var binding = new DurableClientBinding { RpcBaseUrl = _endpoint.Address, TaskHubName = "TestHub" };
        var options = new IsolatedWorkerOptions
        {
            AppFolder = SampleApp.Folder,
            StateFolder = _folder.Path,
            Loggers = NullLoggerFactory.Instance,
            Settings = new Dictionary<string, string> { ["Sample:Schedule"] = "0 0 6 * * *" },
        };
        _worker = new IsolatedWorker(options, new DurableProtocol(binding, Idle));
        var functions = await _worker.StartAsync(CancellationToken.None);
        _engine = new DurableEngine(
            new DurableEngineOptions
            {
                Store = _store.Service,
                Worker = _worker,
                Functions = functions,
                Loggers = NullLoggerFactory.Instance,
            }
        );
        await _engine.StartAsync();
        _client = _endpoint.CreateClient("TestHub", new FunctionsDataConverter());
        Start = functions.Single(each => each.Name == "StartOrder");
    }

    private FunctionDefinition Start { get; set; } = null!;

    public async Task DisposeAsync()
    {
        await _engine.StopAsync(TimeSpan.FromSeconds(5));
        await _worker.DisposeAsync();
        await _engine.DisposeAsync();
        await _endpoint.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Order_StartedInProcessOfTheHost_EndsWithAllThatTheAppDid()
    {
        await _client.ScheduleNewOrchestrationInstanceAsync(
            "PlaceOrder",
            new Order("Grüße <&>", 1.50m),
            new StartOrchestrationOptions("order")
        );
        await _client.RaiseEventAsync("order", "paid", 2.25m);

        var ended = await EndOf("order");

        ended.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed, ended.FailureDetails?.ToString());
        ended.SerializedCustomStatus.ShouldBe("{\"Item\":\"Gr\\u00FC\\u00DFe \\u003C\\u0026\\u003E\"}");
        var receipt = ended.ReadOutputAs<Receipt>()!;
        receipt.Greetings.ShouldBe("Hello, Grüße <&> 1!, Hello, Grüße <&> 2!, Hello, Grüße <&> 3!");
        receipt.Length.ShouldBe(9);
        receipt.Error.ShouldBe("System.InvalidOperationException: 'the glass' is broken.");
        receipt.HasChild.ShouldBeTrue();
        receipt.Trace.ShouldStartWith("order ");
        receipt.Trace.ShouldEndWith(" TraceOf True");
        receipt.Sum.ShouldBe(3.75m);
    }

    [Fact]
    public async Task Order_StartedByTheAppsOwnClient_ReachesThisHost()
    {
        var http = new DefaultHttpContext();
        http.Request.Method = "POST";
        http.Request.Scheme = "http";
        http.Request.Host = new HostString("localhost");
        http.Request.Path = "/api/StartOrder";
        http.Request.QueryString = new QueryString("?id=mine");

        await _worker.ServeHttpAsync(Start, http);
        await _client.RaiseEventAsync("mine", "paid", 1);
        var ended = await EndOf("mine");

        http.Response.StatusCode.ShouldBe(200);
        ended.ReadOutputAs<Receipt>()!.Sum.ShouldBe(2.50m);
    }

    [Fact]
    public async Task Worker_KilledWhileOrdersRun_LosesNone()
    {
        var ids = Enumerable.Range(0, 10).Select(each => $"order-{each}").ToList();
        foreach (var id in ids)
            await _client.ScheduleNewOrchestrationInstanceAsync(
                "PlaceOrder",
                new Order(id, 1),
                new StartOrchestrationOptions(id)
            );
        await _client.WaitForInstanceStartAsync(ids[^1]);

        Kill();
        foreach (var id in ids)
            await _client.RaiseEventAsync(id, "paid", 1);
        var ended = await Task.WhenAll(ids.Select(EndOf));

        ended.Select(each => each.ReadOutputAs<Receipt>()!.Sum).ShouldAllBe(sum => sum == 2);
        ended.ShouldAllBe(each => each.RuntimeStatus == OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task Trace_OfWhoStartedIt_ReachesTheActivityInTheWorker()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "DurableTask.Core" or "Microsoft.DurableTask" or "ProcessTests",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("ProcessTests");
        using var caller = source.StartActivity("caller");

        await _client.ScheduleNewOrchestrationInstanceAsync(
            "PlaceOrder",
            new Order("x", 1),
            new StartOrchestrationOptions("traced")
        );
        await _client.RaiseEventAsync("traced", "paid", 1);
        var ended = await EndOf("traced");

        ended.ReadOutputAs<Receipt>()!.Trace.ShouldBe($"traced {caller!.TraceId} TraceOf True");
    }

    private void Kill()
    {
        var record = File.ReadAllText(
            Directory.GetFiles(_folder.Path, "worker.json", SearchOption.AllDirectories).Single()
        );
        using var json = System.Text.Json.JsonDocument.Parse(record);
        var pid = json
            .RootElement.EnumerateObject()
            .Single(each => each.Name.Equals("pid", StringComparison.OrdinalIgnoreCase))
            .Value.GetInt32();
        using var process = Process.GetProcessById(pid);
        process.Kill();
    }

    private async Task<OrchestrationMetadata> EndOf(string id)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        return await _client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, limit.Token);
    }
}

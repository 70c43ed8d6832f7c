using DurableTask.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker.Shims;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit.Abstractions;
using FunctionsHost.Durable;

namespace FunctionsHost.Tests.Durable;

public sealed class ClockTrial(ITestOutputHelper log)
{
    private static readonly DateTimeOffset Epoch = new(2031, 5, 1, 2, 0, 0, TimeSpan.Zero);

    private sealed class Shims<T>(Func<string, T> make) : INameVersionObjectManager<T>
    {
        public void Add(ObjectCreator<T> creator) => throw new NotSupportedException();
        public T? GetObject(string name, string? version) => make(name);
    }

    private static TaskHubWorker Worker(MemoryOrchestrationService store, TimeProvider time, Dictionary<string, Func<TaskOrchestrationContext, object?, Task<object?>>> orchestrators, Func<object?, Task<object?>> activity)
    {
        var shims = new DurableTaskShimFactory();
        var w = new TaskHubWorker(store,
            new Shims<TaskOrchestration>(n => shims.CreateOrchestration(n, FuncTaskOrchestrator.Create<object?, object?>((c, i) => orchestrators[n](c, i)))),
            new Shims<TaskActivity>(n => shims.CreateActivity(n, FuncTaskActivity.Create<object?, object?>((c, i) => activity(i)))),
            NullLoggerFactory.Instance);
        w.ErrorPropagationMode = ErrorPropagationMode.UseFailureDetails;
        w.AddOrchestrationDispatcherMiddleware(new ClockMiddleware(time).RunAsync);
        return w;
    }

    public static TheoryData<bool, bool> Cases => new() { { true, false }, { true, true }, { false, false }, { false, true } };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Trial(bool fast, bool sessions)
    {
        TimeProvider time = fast ? new FastTime(Epoch, 60) : new FakeTimeProvider(Epoch);
        var store = new MemoryOrchestrationService(time, sessions ? TimeSpan.FromSeconds(5) : null);
        var attempts = new List<DateTimeOffset>();
        var lines = new List<string>();
        var orchestrators = new Dictionary<string, Func<TaskOrchestrationContext, object?, Task<object?>>>
        {
            ["Root"] = async (c, i) =>
            {
                var n = ((System.Text.Json.JsonElement)i!).GetInt32();
                var start = c.CurrentUtcDateTime;
                await c.CreateTimer(TimeSpan.FromMinutes(10), default);
                var afterTimer = c.CurrentUtcDateTime;
                var sub = await c.CallSubOrchestratorAsync<DateTime>("Sub");
                var beforeRetry = c.CurrentUtcDateTime;
                await c.CallActivityAsync<object>("Flaky", null, TaskOptions.FromRetryPolicy(new RetryPolicy(4, TimeSpan.FromMinutes(1), 2)));
                var afterRetry = c.CurrentUtcDateTime;
                if (!c.IsReplaying)
                    lock (lines) lines.Add($"n={n} start={start:O} timer+{(afterTimer - start).TotalSeconds:F1}s sub+{(sub - start).TotalSeconds:F1}s retries {(afterRetry - beforeRetry).TotalSeconds:F1}s");
                if (n > 1) { c.ContinueAsNew(n - 1); return null; }
                return afterRetry;
            },
            ["Sub"] = async (c, _) => { await c.CreateTimer(c.CurrentUtcDateTime.AddMinutes(5), default); return c.CurrentUtcDateTime; },
        };
        var count = 0;
        var worker = Worker(store, time, orchestrators, _ =>
        {
            attempts.Add(time.GetUtcNow());
            return ++count % 4 == 0 ? Task.FromResult<object?>("ok") : throw new InvalidOperationException("flaky");
        });
        await worker.StartAsync();
        var client = new TaskHubClient(store);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var real = DateTime.UtcNow;
        var instance = await client.CreateOrchestrationInstanceAsync("Root", "", "x", 2);
        var ended = client.WaitForOrchestrationAsync(instance, TimeSpan.FromMinutes(2));
        if (time is FakeTimeProvider fake)
            while (!ended.IsCompleted && watch.Elapsed < TimeSpan.FromSeconds(60))
            {
                fake.Advance(TimeSpan.FromSeconds(1));
                await Task.Delay(5);
            }
        var state = await ended;
        await worker.StopAsync(true);
        foreach (var l in lines) log.WriteLine(l);
        log.WriteLine($"{state.OrchestrationStatus} {state.Output} created {state.CreatedTime:O} after {watch.Elapsed.TotalSeconds:F1} s real, {(time.GetUtcNow() - Epoch).TotalMinutes:F1} min of the clock");
        foreach (var e in store.History("x")) log.WriteLine($"{e.EventType} {e.Timestamp:O}");
        log.WriteLine(string.Join(" ", attempts.Select(a => (a - Epoch).TotalSeconds.ToString("F1"))));
        state.OrchestrationStatus.ShouldBe(OrchestrationStatus.Completed);
    }
}

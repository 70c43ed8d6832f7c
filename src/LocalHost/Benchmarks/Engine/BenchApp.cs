using System.Collections.Concurrent;
using Microsoft.DurableTask;

namespace CommerceAnalytics.LocalHost.Benchmarks.Engine;

/// <summary>The orchestrations that are measured. Activities do nothing, so that what takes time is the engine.</summary>
internal sealed class BenchApp(TimeProvider time)
{
    public const string Sequence = "HelloSequence";
    public const string FanOut = "FanOut";

    private readonly ConcurrentDictionary<(string InstanceId, int Call), long> _asked = [];
    private ConcurrentBag<TimeSpan> _latencies = [];

    public DurableTaskRegistry Registry() => new DurableTaskRegistry()
        .AddOrchestratorFunc<int, int>(Sequence, async (context, calls) =>
        {
            var length = 0;
            for (var call = 0; call < calls; call++)
                length += (await SayHelloAsync(context, call)).Length;
            return length;
        })
        .AddOrchestratorFunc<int, int>(FanOut, async (context, width) =>
        {
            var hellos = await Task.WhenAll(Enumerable.Range(0, width).Select(call => SayHelloAsync(context, call)));
            return hellos.Sum(hello => hello.Length);
        })
        .AddActivityFunc<string, string>("SayHello", (_, name) => $"Hello {name}!");

    /// <summary>From an orchestrator's call of an activity to its having the answer, since the last time that this was asked.</summary>
    public IReadOnlyCollection<TimeSpan> TakeLatencies()
    {
        _asked.Clear();
        return Interlocked.Exchange(ref _latencies, []);
    }

    // The clock decides nothing that the orchestrator does: it may be read here, as a log line may be written.
    private async Task<string> SayHelloAsync(TaskOrchestrationContext context, int call)
    {
#pragma warning disable DURABLE0001 // It measures the engine and decides nothing.
        var asked = _asked.GetOrAdd((context.InstanceId, call), _ => time.GetTimestamp());
#pragma warning restore DURABLE0001
        var hello = await context.CallActivityAsync<string>("SayHello", "Tokyo");
        if (!context.IsReplaying)
            _latencies.Add(time.GetElapsedTime(asked));
        return hello;
    }
}

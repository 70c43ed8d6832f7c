using System.Collections.Concurrent;
using DurableTask.Core.Middleware;
using FunctionsHost.Durable.InProcess;
using FunctionsHost.Workers;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging.Abstractions;
using TimerInfo = Microsoft.Azure.Functions.Worker.TimerInfo;

namespace CommerceAnalytics.Trials.Benchmarks.Engine;

/// <summary>
/// The orchestrations that are measured, run in this process. Activities do nothing, so that what takes time is the
/// engine.
/// </summary>
internal sealed class BenchApp(TimeProvider time) : IFunctionWorker
{
    public const string Sequence = "HelloSequence";
    public const string FanOut = "FanOut";
    private const string SayHello = "SayHello";

    private readonly InProcessCode _code = new(NullLoggerFactory.Instance);
    private readonly ConcurrentDictionary<(string InstanceId, int Call), long> _asked = [];
    private ConcurrentBag<TimeSpan> _latencies = [];

    /// <summary>What there is to run.</summary>
    public static IReadOnlyList<FunctionDefinition> Functions { get; } =
    [
        new(Sequence, Sequence, new OrchestrationTrigger(Sequence)),
        new(FanOut, FanOut, new OrchestrationTrigger(FanOut)),
        new(SayHello, SayHello, new ActivityTrigger(SayHello)),
    ];

    /// <summary>
    /// From an orchestrator's call of an activity to its having the answer, since the last time that this was asked.
    /// </summary>
    public IReadOnlyCollection<TimeSpan> TakeLatencies()
    {
        _asked.Clear();
        return Interlocked.Exchange(ref _latencies, []);
    }

    public Task<IReadOnlyList<FunctionDefinition>> StartAsync(CancellationToken cancellation) =>
        Task.FromResult(Functions);

    public Task ServeHttpAsync(FunctionDefinition function, HttpContext http) =>
        throw new NotSupportedException("There are no HTTP functions.");

    public Task FireTimerAsync(FunctionDefinition function, TimerInfo firing, CancellationToken cancellation) =>
        throw new NotSupportedException("There are no timers.");

    public Task RunOrchestratorAsync(FunctionDefinition function, DispatchMiddlewareContext context, Func<Task> next)
    {
        Func<TaskOrchestrationContext, int, Task<int>> run =
            function.Name == Sequence ? RunSequenceAsync : RunFanOutAsync;
        return _code.RunOrchestratorAsync(context, () => FuncTaskOrchestrator.Create(run), next);
    }

    public Task RunActivityAsync(FunctionDefinition function, DispatchMiddlewareContext context, Func<Task> next) =>
        _code.RunActivityAsync(
            context,
            () => FuncTaskActivity.Create<string, string>((_, name) => Task.FromResult($"Hello {name}!")),
            next
        );

    public Task StopAsync(TimeSpan drain) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<int> RunSequenceAsync(TaskOrchestrationContext context, int calls)
    {
        var length = 0;
        for (var call = 0; call < calls; call++)
            length += (await SayHelloAsync(context, call)).Length;
        return length;
    }

    private async Task<int> RunFanOutAsync(TaskOrchestrationContext context, int width)
    {
        var hellos = await Task.WhenAll(Enumerable.Range(0, width).Select(call => SayHelloAsync(context, call)));
        return hellos.Sum(hello => hello.Length);
    }

    // The clock decides nothing that the orchestrator does: it may be read here, as a log line may be written.
    private async Task<string> SayHelloAsync(TaskOrchestrationContext context, int call)
    {
#pragma warning disable DURABLE0001 // It measures the engine and decides nothing.
        var asked = _asked.GetOrAdd((context.InstanceId, call), _ => time.GetTimestamp());
#pragma warning restore DURABLE0001
        var hello = await context.CallActivityAsync<string>(SayHello, "Tokyo");
        if (!context.IsReplaying)
            _latencies.Add(time.GetElapsedTime(asked));
        return hello;
    }
}

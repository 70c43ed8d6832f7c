using System.Collections.Concurrent;
using System.Diagnostics;
using DurableTask.Core.History;

namespace DurableTask.Sqlite.Tests;

/// <summary>A run is one trace, with Core's span ids, also across a crash.</summary>
public sealed class TracingTests : IDisposable
{
    private readonly ConcurrentBag<Activity> _ended = [];
    private readonly ActivityListener _listener;
    private readonly ActivitySource _source = new("DurableTask.Sqlite.Tests");

    public TracingTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "DurableTask.Core" or "DurableTask.Sqlite.Tests",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _source.Dispose();
    }

    [Fact]
    public async Task Crash_InTheMiddle_TheSpansOfBothProcessesAreOneTree()
    {
        await using var hub = await TestHub.StartAsync(Register);
        ActivityTraceId trace;
        using (var root = _source.StartActivity("root")!)
        {
            trace = root.TraceId;
            await hub.StartAsync("Above", "x", "traced");
        }

        await hub.RunningAsync("below");
        await hub.HistoryAsync("below", EventType.TaskCompleted);
        await hub.CrashAndRestartAsync(Register);
        await hub.RaiseAsync("below", "Go", "on");
        await hub.EndAsync("traced");
        await hub.StopWorkerAsync();

        var spans = _ended.Where(span => span.TraceId == trace).ToList();
        var ids = spans.Select(span => span.SpanId).ToHashSet();
        spans.Where(span => span.ParentSpanId != default).ShouldAllBe(span => ids.Contains(span.ParentSpanId));
        spans.Select(span => span.DisplayName).ShouldContain("orchestration:Above");
        spans.Count(span => span.DisplayName == "orchestration:Call" && span.Kind == ActivityKind.Server).ShouldBe(1);
        spans.ShouldContain(span => span.DisplayName == "activity:Same" && span.Kind == ActivityKind.Server);
    }

    private static void Register(Code code) =>
        code.Activity<string, string>("Same", text => text)
            .Orchestration<string, string>(
                "Call",
                async (turns, text) =>
                    await turns.CallAsync<string>("Same", text) + await turns.EventAsync<string>("Go")
            )
            .Orchestration<string, string>(
                "Above",
                (turns, text) => turns.CallChildAsync<string>("Call", "below", text)
            );
}

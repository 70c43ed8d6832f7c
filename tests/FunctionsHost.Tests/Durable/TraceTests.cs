using System.Collections.Concurrent;
using System.Diagnostics;

namespace FunctionsHost.Tests.Durable;

/// <summary>
/// A run is one trace: from whoever started it over the engine's spans into the code of its functions.
/// </summary>
public sealed class TraceTests : IDisposable
{
    private const string CallersName = "FunctionsHost.Tests.Caller";
    private static readonly ActivitySource Callers = new(CallersName);
    private readonly ConcurrentQueue<Activity> _spans = [];
    private readonly ActivityListener _listener;

    public TraceTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "DurableTask.Core" or "Microsoft.DurableTask" or CallersName,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public static TheoryData<Mode> Modes => new(Enum.GetValues<Mode>());

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Run_StartedInASpan_IsOneTraceWithoutOrphans(Mode mode)
    {
        var seen = new ConcurrentDictionary<string, ActivityTraceId>();
        await using var host = await TestHost.StartAsync(mode, Functions(seen));

        ActivityTraceId trace;
        using (var caller = Callers.StartActivity("caller"))
        {
            trace = caller!.TraceId;
            await host.RunAsync("Parent");
        }

        var spans = _spans.Where(each => each.TraceId == trace).ToList();
        seen["activity"].ShouldBe(trace);
        var names = spans.Select(each => each.DisplayName).ToList();
        names.ShouldContain("create_orchestration:Parent");
        names.ShouldContain("orchestration:Parent");
        names.ShouldContain("orchestration:Child");
        names.ShouldContain("activity:Work");
        names.ShouldContain("orchestration:Parent:timer");
        var ids = spans.Select(each => each.SpanId).Append(default).ToHashSet();
        spans.Where(each => !ids.Contains(each.ParentSpanId)).Select(each => each.DisplayName).ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_OfManyTurns_HasOneSpanForEachOrchestrationWithItsOwnId()
    {
        await using var host = await TestHost.StartAsync(Mode.InProcess, Functions([]));

        using var caller = Callers.StartActivity("caller");
        await host.RunAsync("Parent");

        var executions = _spans.Where(each =>
            each.TraceId == caller!.TraceId
            && each.DisplayName == "orchestration:Parent"
            && each.Kind is ActivityKind.Server
        );
        executions.Select(each => each.SpanId).Distinct().ShouldHaveSingleItem();
    }

    public void Dispose() => _listener.Dispose();

    private static TestFunctions Functions(ConcurrentDictionary<string, ActivityTraceId> seen) =>
        new TestFunctions()
            .Activity<object, string>(
                "Work",
                _ =>
                {
                    seen["activity"] = Activity.Current!.TraceId;
                    return Task.FromResult<string?>("done");
                }
            )
            .Orchestrator<object, string>("Child", (context, _) => context.CallActivityAsync<string>("Work")!)
            .Orchestrator<object, string>(
                "Parent",
                async (context, _) =>
                {
                    await context.CreateTimer(TimeSpan.FromMilliseconds(1), default);
                    return await context.CallSubOrchestratorAsync<string>("Child");
                }
            );
}

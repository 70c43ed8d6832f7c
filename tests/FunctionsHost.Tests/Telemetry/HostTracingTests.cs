using System.Diagnostics;
using FunctionsHost.Hosting;
using FunctionsHost.Tests.Small;
using Microsoft.DurableTask;

namespace FunctionsHost.Tests.Telemetry;

public sealed class HostTracingTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly SpanRecorder _spans = new();

    public void Dispose()
    {
        _spans.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Request_WithATraceOfItsOwn_GoesOnInTheActivities()
    {
        await using var host = await SmallHost.StartAsync(Options());
        HttpRequestMessage request = new(HttpMethod.Post, $"api/greetings/traced?code={host.Host.Keys.FunctionKey}");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        (await host.Http.SendAsync(request)).IsSuccessStatusCode.ShouldBeTrue();

        await _spans.UntilAsync(span =>
            span.OperationName == "orchestration:Greet" && span.TraceId.ToString() == "0af7651916cd43dd8448eb211c80319c"
        );
        var trace = _spans.TraceOf("greet-traced");
        trace
            .Select(span => span.OperationName)
            .ShouldBeSubsetOf([
                "Microsoft.AspNetCore.Hosting.HttpRequestIn",
                "function Start",
                "create_orchestration:Greet",
                "orchestration:Greet",
                "activity:Say",
                "function Say",
            ]);
        trace.Single(span => span.OperationName == "function Say").GetTagItem("faas.name").ShouldBe("Say");
        trace
            .Single(span => span.OperationName == "create_orchestration:Greet")
            .Parent!.OperationName.ShouldBe("function Start");
    }

    [Fact]
    public async Task Restart_InTheMiddle_GoesOnInTheSameTrace()
    {
        await using (var before = await SmallHost.StartAsync(Options()))
        {
            await before.Host.Client.ScheduleNewOrchestrationInstanceAsync(
                "Waiting",
                new StartOrchestrationOptions("traced-w")
            );
            await before.Host.Client.WaitForInstanceStartAsync("traced-w");
        }

        await using var after = await SmallHost.StartAsync(Options());
        await after.Host.Client.RaiseEventAsync("traced-w", "go", "on");

        var ended = await _spans.UntilAsync(span =>
            span.OperationName == "orchestration:Waiting"
            && "traced-w".Equals(span.GetTagItem("durabletask.task.instance_id"))
        );
        var trace = _spans.TraceOf("traced-w");
        trace
            .Select(span => $"{span.OperationName}, {span.Kind}")
            .ShouldBe(["create_orchestration:Waiting, Producer", "orchestration:Waiting, Server"]);
        ended.ParentSpanId.ShouldBe(trace.Single(span => span.Kind == ActivityKind.Producer).SpanId);
    }

    [Fact]
    public async Task Timer_Fires_IsTheRootOfItsTrace()
    {
        await using var host = await SmallHost.StartAsync(Options() with { RunTimers = true });

        (
            await host.Http.PostAsync($"admin/functions/Nightly?code={host.Host.Keys.MasterKey}", null)
        ).IsSuccessStatusCode.ShouldBeTrue();
        await host.State.NightRan.WaitAsync();

        (await _spans.UntilAsync(span => span.OperationName == "function Nightly")).Kind.ShouldBe(
            ActivityKind.Internal
        );
    }

    private AppHostOptions Options() =>
        SmallHost.Options(_folder) with
        {
            HostJsonPath = _folder.File(
                "traced.json",
                """{ "extensions": { "durableTask": { "hubName": "Tests", "tracing": { "distributedTracingEnabled": true, "version": "V2" } } } }"""
            ),
        };
}

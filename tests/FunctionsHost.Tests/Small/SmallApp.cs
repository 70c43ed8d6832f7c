using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsHost.Tests.Small;

/// <summary>What the functions of the small test app leave behind, and what they wait for.</summary>
public sealed class SmallAppState
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<TimerInfo> _nights = new();

    public IReadOnlyList<TimerInfo> Nights => [.. _nights];

    /// <summary>One release for each time the timer function has run.</summary>
    public SemaphoreSlim NightRan { get; } = new(0);

    /// <summary>Completed when the slow activity has begun.</summary>
    public TaskCompletionSource SlowBegan { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets the slow activity end.</summary>
    public TaskCompletionSource SlowMayEnd { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completed when the slow activity was told to give up.</summary>
    public TaskCompletionSource SlowCancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Night(TimerInfo info)
    {
        _nights.Enqueue(info);
        NightRan.Release();
    }
}

/// <summary>A small app for tests of the host.</summary>
public sealed class SmallApp(SmallAppState state)
{
    [Function("Greet")]
    public static async Task<string> GreetAsync([OrchestrationTrigger] TaskOrchestrationContext context, string name) =>
        await context.CallActivityAsync<string>("Say", name);

    [Function("Waiting")]
    public static async Task<string> WaitingAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        context.SetCustomStatus(new { step = 1 });
        return await context.WaitForExternalEvent<string>("go");
    }

    [Function("Failing")]
    public static Task FailingAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        throw new InvalidOperationException($"no stock in {context.InstanceId}");

    [Function("Slow")]
    public static Task SlowAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync<string>("Linger", "Linger");

    [Function("Say")]
    public string Say([ActivityTrigger] string name) => $"안녕 {name}";

    [Function("Linger")]
    public async Task<string> LingerAsync([ActivityTrigger] string name, CancellationToken cancellation)
    {
        cancellation.Register(state.SlowCancelled.SetResult);
        state.SlowBegan.SetResult();
        await state.SlowMayEnd.Task;
        return name;
    }

    [Function("Nightly")]
    public void Nightly([TimerTrigger("%Schedule%")] TimerInfo timer) => state.Night(timer);

    [Function("Start")]
    public async Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "greetings/{name}")] HttpRequest request,
        string name,
        [DurableClient] DurableTaskClient client
    ) =>
        Results.Accepted(
            request.Path,
            await client.ScheduleNewOrchestrationInstanceAsync(
                "Greet",
                name,
                new StartOrchestrationOptions($"greet-{name}")
            )
        );
}

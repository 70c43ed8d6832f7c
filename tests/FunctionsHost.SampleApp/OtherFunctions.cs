using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace SampleApp;

/// <summary>Timers, a durable client, an orchestrator and an activity.</summary>
public sealed partial class OtherFunctions(ILogger<OtherFunctions> logger)
{
    [Function("Tick")]
    public void Tick([TimerTrigger("0 0 4 * * *", RunOnStartup = true)] TimerInfo timer) =>
        Ticked(timer.IsPastDue, timer.ScheduleStatus?.Last, timer.ScheduleStatus?.Next);

    [Function("FailingTick")]
    public void FailingTick([TimerTrigger("%Sample:Schedule%", UseMonitor = false)] TimerInfo timer) =>
        throw new InvalidOperationException(
            $"The tick failed (past due: {timer.IsPastDue}, status: {timer.ScheduleStatus is not null})."
        );

    /// <summary>Waits until it is cancelled.</summary>
    [Function("WaitingTick")]
    public async Task WaitingTick([TimerTrigger("0 0 5 * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        TickWaits(timer.IsPastDue);
        var cancelled = new TaskCompletionSource();
        await using var registration = cancellation.Register(cancelled.SetResult);
        await cancelled.Task;
        TickCancelled(timer.IsPastDue);
    }

    /// <summary>The task hub of the client that the host describes.</summary>
    [Function("Hub")]
    public IActionResult Hub(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request,
        [DurableClient] DurableTaskClient client
    ) => new OkObjectResult($"{request.Method} {client.Name}");

    [Function("Greetings")]
    public Task<string> Greetings([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync<string>("Greet", context.InstanceId);

    [Function("Greet")]
    public string Greet([ActivityTrigger] string name) => $"Hello, {name}!";

    [Function("Measure")]
    public Measure Measure([ActivityTrigger] string text) => new(text, text.Length);

    [Function("Break")]
    public string Break([ActivityTrigger] string text) => throw new InvalidOperationException($"'{text}' is broken.");

    [LoggerMessage(21, LogLevel.Information, "The tick waits (past due: {PastDue}).")]
    private partial void TickWaits(bool pastDue);

    [LoggerMessage(22, LogLevel.Information, "The tick was cancelled (past due: {PastDue}).")]
    private partial void TickCancelled(bool pastDue);

    [LoggerMessage(
        20,
        LogLevel.Information,
        "Ticked (past due: {PastDue}, last: {Last:yyyy-MM-ddTHH:mm:ssK}, next: {Next:yyyy-MM-ddTHH:mm:ssK})."
    )]
    private partial void Ticked(bool pastDue, DateTime? last, DateTime? next);
}

/// <summary>What an activity may return.</summary>
public sealed record Measure(string Text, int Length);

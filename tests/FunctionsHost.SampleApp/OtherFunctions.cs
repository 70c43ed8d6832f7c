using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace SampleApp;

/// <summary>A timer, an orchestrator and an activity.</summary>
public sealed partial class OtherFunctions(ILogger<OtherFunctions> logger)
{
    [Function("Tick")]
    public void Tick([TimerTrigger("0 0 4 * * *", RunOnStartup = true)] TimerInfo timer) =>
        Ticked(timer.IsPastDue, timer.ScheduleStatus?.Last, timer.ScheduleStatus?.Next);

    [Function("FailingTick")]
    public void FailingTick([TimerTrigger("%Sample:Schedule%", UseMonitor = false)] TimerInfo timer) =>
        throw new InvalidOperationException($"The tick failed (past due: {timer.IsPastDue}, status: {timer.ScheduleStatus is not null}).");

    [Function("Greetings")]
    public Task<string> Greetings([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync<string>("Greet", context.InstanceId);

    [Function("Greet")]
    public string Greet([ActivityTrigger] string name) => $"Hello, {name}!";

    [LoggerMessage(20, LogLevel.Information, "Ticked (past due: {PastDue}, last: {Last:yyyy-MM-ddTHH:mm:ssK}, next: {Next:yyyy-MM-ddTHH:mm:ssK}).")]
    private partial void Ticked(bool pastDue, DateTime? last, DateTime? next);
}

using System.Text.Json;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Runs;
using DurableTask.Core.Middleware;
using FunctionsHost.Durable.InProcess;
using FunctionsHost.Workers;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging.Abstractions;
using TimerInfo = Microsoft.Azure.Functions.Worker.TimerInfo;

namespace CommerceAnalytics.Trials.Benchmarks.Pages;

/// <summary>What a copied run shows.</summary>
/// <param name="Status">Its custom status, JSON.</param>
/// <param name="Outcome">Its result, JSON.</param>
/// <param name="Fails">Whether it ends as failed instead.</param>
/// <param name="Request">What it was asked for: the input is read as that of a run.</param>
/// <param name="Scheduled">Whether the schedule started it.</param>
internal sealed record CopiedRun(string Status, string Outcome, bool Fails, RunRequest Request, bool Scheduled);

/// <summary>
/// Stands under the name of the app's run orchestrator and shows at once what a run showed at its end.
/// </summary>
internal sealed class CopiedRuns : IFunctionWorker
{
    private readonly InProcessCode _code = new(NullLoggerFactory.Instance);

    public static IReadOnlyList<FunctionDefinition> Functions { get; } =
    [
        new(
            FunctionNames.RunOrchestrator,
            FunctionNames.RunOrchestrator,
            new OrchestrationTrigger(FunctionNames.RunOrchestrator)
        ),
    ];

    public Task<IReadOnlyList<FunctionDefinition>> StartAsync(CancellationToken cancellation) =>
        Task.FromResult(Functions);

    public Task ServeHttpAsync(FunctionDefinition function, HttpContext http) =>
        throw new NotSupportedException("There are no HTTP functions.");

    public Task FireTimerAsync(FunctionDefinition function, TimerInfo firing, CancellationToken cancellation) =>
        throw new NotSupportedException("There are no timers.");

    public Task RunOrchestratorAsync(FunctionDefinition function, DispatchMiddlewareContext context, Func<Task> next) =>
        _code.RunOrchestratorAsync(context, () => FuncTaskOrchestrator.Create<CopiedRun, JsonElement>(ShowAsync), next);

    public Task RunActivityAsync(FunctionDefinition function, DispatchMiddlewareContext context, Func<Task> next) =>
        throw new NotSupportedException("There are no activities.");

    public Task StopAsync(TimeSpan drain) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Task<JsonElement> ShowAsync(TaskOrchestrationContext context, CopiedRun copy)
    {
        context.SetCustomStatus(JsonElement.Parse(copy.Status));
        return copy.Fails
            ? throw new InvalidOperationException("A copy of a run that failed.")
            : Task.FromResult(JsonElement.Parse(copy.Outcome));
    }
}

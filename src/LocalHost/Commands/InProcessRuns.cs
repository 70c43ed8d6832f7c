using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Reports;
using FunctionsHost.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>Runs of an app in this process, through its own services.</summary>
internal sealed class InProcessRuns(AppHost host) : IRuns
{
    public async Task<string> StartAsync(RunInput input, CancellationToken cancellationToken)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var starter = scope.ServiceProvider.GetRequiredService<RunStarter>();
        var start = await starter.StartAsync(host.Client, input, StartKind.OnPurpose, cancellationToken);
        return start switch
        {
            { Outcome: StartOutcome.ServiceUnknown } => throw new InvalidInputException(start.Problems),
            { Outcome: StartOutcome.LaterDataPublished, Refusal: { } refusal } => throw new InvalidInputException([
                $"{refusal.Message} Use --force to go back to the earlier date all the same.",
            ]),
            { Outcome: StartOutcome.AlreadyThere, RunId: { } runId } when input.Kind != RunKind.Refresh =>
                throw new InvalidInputException([
                    $"the run {runId}, which a process that was stopped left unfinished, goes on: let it end with `run`, then ask again.",
                ]),
            { RunId: { } runId } => runId,
            _ => throw new InvalidOperationException($"A start that is {start.Outcome} names a run."),
        };
    }

    public async Task<RunReport?> ReadAsync(string runId, CancellationToken cancellationToken)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var reader = scope.ServiceProvider.GetRequiredService<RunReader>();
        return await reader.ReadAsync(host.Client, runId, cancellationToken);
    }
}

using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Reports;
using FunctionsHost.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.OneMachine.Runs;

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

    /// <summary>The run that publishes held tables of another.</summary>
    /// <param name="runId">The run whose tables are held.</param>
    /// <param name="tables">Those to publish; all that are held where there are none.</param>
    /// <exception cref="InvalidInputException">There is no such run, or they may not be published.</exception>
    public async Task<RunInput> PublicationAsync(
        string runId,
        IReadOnlyList<string> tables,
        CancellationToken cancellationToken
    )
    {
        await using var scope = host.Services.CreateAsyncScope();
        var held = scope.ServiceProvider.GetRequiredService<HeldTables>();
        var found = await held.FindAsync(host.Client, runId, tables, Environment.UserName, cancellationToken);
        if (found.Input is { } input)
            return input;
        throw new InvalidInputException([
            found.Refusal is { } refusal
                ? $"{refusal.Message} {refusal.Advice}"
                : $"there is no run {Shown.Text(runId)} in this lake (--run): `query \"SELECT run_id, status FROM pipeline_runs\"` lists them.",
        ]);
    }
}

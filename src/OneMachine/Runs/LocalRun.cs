using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using FunctionsHost.Hosting;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.OneMachine.Runs;

/// <summary>
/// One run on a host in this process: started, followed to its end, cancelled in order when the user wants it to stop.
/// </summary>
/// <param name="host">The host.</param>
/// <param name="runs">Starts the run and reads its report.</param>
internal sealed class LocalRun(AppHost host, IRuns runs, TimeProvider time)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AlertTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The summaries as they are here, which say each table's batch. A run that another process began may have others.
    /// </summary>
    public SummarySet Summaries { get; init; } = SummarySet.Of(new CommerceSettings());

    /// <inheritdoc cref="IRuns.StartAsync"/>
    public Task<string> StartAsync(RunInput input, CancellationToken cancellationToken) =>
        runs.StartAsync(input, cancellationToken);

    /// <summary>Starts a refresh, or finds the one of that date that goes on.</summary>
    /// <returns>The run id.</returns>
    /// <exception cref="InvalidInputException">Later data is published.</exception>
    public Task<string> StartAsync(RunRequest request, CancellationToken cancellationToken) =>
        StartAsync(new RunInput(request), cancellationToken);

    /// <summary>
    /// Whether a run refreshes all that is asked for. One of that date that a process left unfinished goes on instead of
    /// a new one, and may be another.
    /// </summary>
    public async Task<bool> CoversAsync(string runId, RunRequest asked)
    {
        var run = await host.Client.GetInstanceAsync(runId, getInputsAndOutputs: true, CancellationToken.None);
        if (run?.ReadInputAs<RunInput>() is not { Kind: RunKind.Refresh } own)
            return false;
        var lacksTables = new RunInput(asked).Tables().Except(own.Tables()).Any();
        var lacksDays = asked.Reextract.Except(own.Request.Reextract).Any();
        return !lacksTables && !lacksDays && (own.Request.Force || !asked.Force);
    }

    /// <summary>Shows the run until it ends, and gives its report.</summary>
    public async Task<RunReport> FollowAsync(string runId, Action<RunPicture> show, CancellationToken cancellationToken)
    {
        var cancelled = false;
        while (true)
        {
            if (cancellationToken.IsCancellationRequested && !cancelled)
            {
                cancelled = true;
                await host.Client.RaiseEventAsync(
                    runId,
                    RunEvents.Cancel,
                    "stopped at the command line",
                    CancellationToken.None
                );
            }
            if (host.StoreLost.IsCompleted)
                throw await host.StoreLost;
            var metadata =
                await host.Client.GetInstanceAsync(runId, getInputsAndOutputs: true, CancellationToken.None)
                ?? throw new InvalidOperationException($"The run {runId} is not there any more.");
            if (
                metadata.SerializedCustomStatus is not null
                && metadata.ReadCustomStatusAs<RunProgress>() is { } progress
            )
                show(RunPicture.Of(progress, Summaries));
            if (metadata.IsCompleted)
            {
                await TellAsync(cancellationToken);
                return await ReadReportAsync(runId, metadata);
            }
            await WaitAsync(cancelled ? CancellationToken.None : cancellationToken);
        }
    }

    /// <summary>
    /// Gives the alert of a run that is over a moment to get through; one that does not is sent by the next process on
    /// this lake.
    /// </summary>
    private async Task TellAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var alerts = new OrchestrationQuery(
            Statuses: [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running],
            InstanceIdPrefix: "alert-"
        );
        while (
            !cancellationToken.IsCancellationRequested
            && time.GetElapsedTime(start) < AlertTimeout
            && await host.Client.GetAllInstancesAsync(alerts).AnyAsync(CancellationToken.None)
        )
        {
            await WaitAsync(cancellationToken);
        }
    }

    private async Task<RunReport> ReadReportAsync(string runId, OrchestrationMetadata metadata) =>
        await runs.ReadAsync(runId, CancellationToken.None)
        ?? throw new FailureException(
            new Failure(
                "NoReport",
                $"The run {runId} ended as {metadata.RuntimeStatus} without a report: {InstanceFailures.Of(metadata)?.ErrorMessage}",
                ""
            )
        );

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(PollInterval, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The next turn of the loop cancels the run.
        }
    }
}

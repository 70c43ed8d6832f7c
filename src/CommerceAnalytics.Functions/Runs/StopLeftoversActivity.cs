using System.Text.Json;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Functions.Cleanup;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Locations;
using CommerceAnalytics.Reports;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>Clears up what earlier runs have left behind.</summary>
/// <param name="dead">Queries of runs that are over.</param>
/// <param name="leftovers">What runs that are over have left.</param>
/// <param name="reports">Reports of dead runs.</param>
/// <param name="locations">What tables show.</param>
public sealed class StopLeftoversActivity(
    DeadQueries dead,
    Leftovers leftovers,
    DeadReports reports,
    LocationCheck locations,
    ILogger<StopLeftoversActivity> logger
)
{
    /// <summary>
    /// Stops the queries of dead runs, tells their queues, which live on, to take nothing more, corrects their reports,
    /// and removes the staging tables, data and result files of runs that are over. What cannot be cleared up today is
    /// cleared up by a later run, and said in this one's report: it is paid for until then.
    /// </summary>
    /// <param name="runId">The run that begins.</param>
    [Function(FunctionNames.StopLeftovers)]
    public Task<Outcome<Done>> RunAsync(
        [ActivityTrigger] string runId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        return Attempt.RunAsync(async () =>
        {
            var stopped = await dead.StopAsync(client, cancellationToken);
            // A stop that is only throttled is worth another try of the whole: such queries are billed.
            if (stopped.Refused is { Retry: not RetryAdvice.Never } throttled)
                throw new FailureException(throttled);
            // Reports and records are written anew below: not where a table is read. The run is refused for it in a
            // moment, and says so.
            if (await FailureOfAsync(() => locations.CheckAsync(cancellationToken)) is { } shared)
            {
                if (shared.Code != SharedLocations.Code)
                    throw new FailureException(shared);
                return;
            }

            var unsettled = await FailureOfAsync(() => reports.SettleAsync(client, cancellationToken));
            var left = await FailureOfAsync(() => leftovers.RemoveAsync(client, stopped, cancellationToken));
            if ((unsettled ?? left) is { } failure)
                throw new FailureException(failure);
        });
    }

    /// <summary>This run does not try again: the next one does.</summary>
    private async Task<Failure?> FailureOfAsync(Func<Task> work)
    {
        try
        {
            await work();
            return null;
        }
        catch (FailureException e)
        {
            logger.LeftoversNotRemoved(e.Failure.Code, e.Failure.Message);
            return e.Failure with { Retry = RetryAdvice.Never };
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            // Something of an earlier run cannot be read: no reason to leave this night's figures undone.
            var damaged = new Failure(
                "LeftoverUnreadable",
                $"{e.GetType().Name}: {e.Message}",
                "Look for this run's id in the logs, and report it as a bug."
            );
            logger.LeftoversNotRemoved(damaged.Code, damaged.Message);
            return damaged;
        }
    }

    /// <summary>What the run's report says of what is left.</summary>
    internal static ReportNotice Notice(Failure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return new(
            "LeftoversNotRemoved",
            $"What earlier runs have left behind could not be cleared up: {failure.Code}: {failure.Message}",
            $"{failure.Advice} The next run tries again; `clean` (GET /api/leftovers) shows what is left."
        );
    }
}

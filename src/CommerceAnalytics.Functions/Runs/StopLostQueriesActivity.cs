using CommerceAnalytics.Aws.Credentials;
using CommerceAnalytics.Functions.Cleanup;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Reports;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>Stops the queries of a run whose queue died: nobody waits for them, and they are billed.</summary>
/// <param name="lost">Finds and stops them.</param>
/// <param name="session">Names the role session after the run.</param>
public sealed class StopLostQueriesActivity(
    LostQueries lost,
    RoleSessionName session,
    ILogger<StopLostQueriesActivity> logger
)
{
    /// <summary>Stops them. Can run twice.</summary>
    /// <param name="input">Whose.</param>
    [Function(FunctionNames.StopLostQueries)]
    public Task<Outcome<Done>> RunAsync([ActivityTrigger] LostQueriesInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        session.UseRun(input.RunId);
        return Attempt.RunAsync(async () =>
        {
            var stopped = await lost.StopAsync(
                input.ResultsLocation,
                new DateTimeOffset(input.Since, TimeSpan.Zero),
                cancellationToken
            );
            if (stopped > 0)
                logger.LeftoversStopped(input.RunId, stopped);
        });
    }
}

/// <summary>Queries of a run whose queue died.</summary>
/// <param name="ResultsLocation">Where all its result files go.</param>
/// <param name="Since">When the run began, UTC.</param>
public sealed record LostQueriesInput(string RunId, string ResultsLocation, DateTime Since)
{
    /// <summary>What the report says where they could not be stopped.</summary>
    /// <param name="failure">Why.</param>
    internal static ReportNotice NotStopped(Failure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return new(
            "QueriesNotStopped",
            $"The run's query queue died, and its queries may go on and be billed: {failure.Code}: {failure.Message}",
            $"{failure.Advice} The next run tries again; until then they can be stopped in Athena by hand."
        );
    }
}

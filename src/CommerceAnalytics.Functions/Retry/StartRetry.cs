using CommerceAnalytics.Functions.Contracts;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions.Retry;

/// <summary>
/// Tries a start again whatever it failed of: storage that is busy, a connection that broke, an answer that was lost. A
/// start that was taken is found by the next try, so that it makes no second run.
/// </summary>
internal sealed class StartRetry(TimeProvider time, ILogger logger)
{
    /// <summary>Throws what the last try threw.</summary>
    /// <param name="date">The night that is due, for the log.</param>
    /// <param name="start">The start; may be called many times.</param>
    public async Task RunAsync(DateOnly date, Func<Task> start, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var wait = NightLimits.FirstRetry;
        while (true)
        {
            try
            {
                await start();
                return;
            }
            catch (Exception e)
                when (time.GetElapsedTime(began) < NightLimits.RetryFor && !cancellationToken.IsCancellationRequested)
            {
                logger.StartTriedAgain(date, wait, e.GetType().Name, e.Message);
            }

            await Task.Delay(wait, time, cancellationToken);
            wait = wait * 2 < NightLimits.LongestRetry ? wait * 2 : NightLimits.LongestRetry;
        }
    }
}

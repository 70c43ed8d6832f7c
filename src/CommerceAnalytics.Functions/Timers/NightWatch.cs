using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Settings;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Timers;

/// <summary>
/// Looks every hour whether a night did not begin; makes it up and tells.
/// </summary>
/// <remarks>
/// It also looks when a host of this function starts: on one machine at each start; on Flex Consumption, where functions
/// scale apart, when an instance comes up for its schedule, and not at each deployment.
/// </remarks>
/// <param name="missed">Finds them.</param>
/// <param name="starts">Starts them.</param>
public sealed class NightWatch(
    MissedNights missed,
    NightStarts starts,
    IOptions<CommerceSettings> settings,
    TimeProvider time,
    ILogger<NightWatch> logger
)
{
    /// <summary>A quarter past each hour: the moment from which the night of 04:00 is late.</summary>
    internal const string Schedule = "0 15 * * * *";

    /// <summary>
    /// Makes up what was missed, oldest first. On two hosts at once it makes one run a night all the same.
    /// </summary>
    /// <param name="timer">Not read: what was missed is seen from what was started.</param>
    [Function(FunctionNames.NightWatch)]
    public async Task RunAsync(
        [TimerTrigger(Schedule, RunOnStartup = true)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    )
    {
        var today = settings.Value.Zone().DateOf(time.GetUtcNow());
        await new StartRetry(time, logger).RunAsync(
            today,
            () => MakeUpAsync(client, cancellationToken),
            cancellationToken
        );
    }

    private async Task MakeUpAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + NightLimits.Early - NightLimits.StartBy;
        foreach (var night in await missed.FindAsync(client, since: null, until, cancellationToken))
            await starts.StartAsync(client, night, cancellationToken);
    }
}

using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Telemetry;
using CommerceAnalytics.Reports;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions.History;

/// <summary>
/// Enters what was published into history, and takes out what was taken back or is too old. Can run twice, at any line,
/// with the same result.
/// </summary>
/// <param name="nights">Nights of tables.</param>
/// <param name="old">Nights that are too old.</param>
public sealed class KeepHistoryActivity(TableNights nights, OldNights old, ILogger<KeepHistoryActivity> logger)
{
    /// <summary>Code of the warning that history does not show all yet.</summary>
    internal const string NotKeptCode = "HistoryNotKept";

    /// <summary>
    /// Brings history in line with the live tables and the records of their versions. After publishing and never
    /// before, so that history never shows what no table has shown.
    /// </summary>
    /// <param name="input">Which tables.</param>
    [Function(FunctionNames.KeepHistory)]
    public Task<Outcome<KeptNights>> RunAsync(
        [ActivityTrigger] KeepHistoryInput input,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        SpanTags.OfRun(input.RunId);
        return Attempt.RunAsync(async () =>
        {
            var outcome = await nights.SettleAsync(input, cancellationToken);
            if (input.IsLast)
            {
                var gone = await old.TakeOutAsync(input, cancellationToken);
                outcome = outcome with { Removed = outcome.Removed + gone };
            }

            logger.HistoryKept(input.RunId, outcome.Entered, outcome.Removed);
            return outcome;
        });
    }

    /// <summary>What a report says where it could not be done.</summary>
    internal static ReportNotice NotKept(Failure failure) =>
        new(
            NotKeptCode,
            $"Tables are published, but history does not show all of them yet: {failure.Code}: {failure.Message}",
            $"{failure.Advice} The next run of the same tables enters this night too."
        );
}

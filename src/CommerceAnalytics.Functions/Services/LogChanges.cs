using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Functions.Services;

/// <summary>
/// Tells whether the log changed after the overview's statement began, so that a table counts other events than it.
/// Looked up only where their sums disagree: every other night lists nothing.
/// </summary>
/// <param name="log">Objects of the log.</param>
/// <param name="catalog">The live overview.</param>
/// <param name="history">Its nights.</param>
public sealed class LogChanges(IEventObjects log, ITableCatalog catalog, IHistoryCatalog history)
{
    /// <summary>What is known of a table's days that the overview has too.</summary>
    internal async Task<LogChange> FindAsync(
        RunScope run,
        string serviceName,
        string queryType,
        CancellationToken cancellationToken
    )
    {
        // Both read the extract then, which nobody writes meanwhile.
        if (run.Settings.ScanMode == ScanMode.Extract)
            return new(HasChanged: false);
        if (await BeganAsync(run, cancellationToken) is not { } began)
            return new(HasChanged: false);
        try
        {
            var days = Days(run, serviceName, queryType);
            return new(await log.AreWrittenSinceAsync(days, began, cancellationToken));
        }
        catch (FailureException e) when (e.Failure.Retry == RetryAdvice.Never)
        {
            // The sums do disagree, whatever the reason: who may not look does not publish.
            return new(HasChanged: false) { NotListed = TableReports.Notice(e.Failure) };
        }
    }

    private async Task<DateTimeOffset?> BeganAsync(RunScope run, CancellationToken cancellationToken)
    {
        var live = await catalog.FindAsync(run.Settings.Database, OverviewTable.Name, cancellationToken);
        if (TableParameters.CalculationDate(live) == run.ExecutionDate)
            return TableParameters.WrittenAt(live);
        var own = new NightOfService("", run.ExecutionDate);
        var nights = await history.FindAsync(OverviewTable.QueryType, [own], cancellationToken);
        return nights.Select(night => TableParameters.WrittenAt(night.Parameters)).FirstOrDefault();
    }

    private static IReadOnlyList<DateOnly> Days(RunScope run, string serviceName, string queryType)
    {
        var days = Math.Min(run.Summaries.Get(queryType).WindowDays, OverviewTable.WindowDays);
        return run.Settings.Window(run.ExecutionDate, days, serviceName).UtcDays;
    }
}

/// <summary>Whether the log changed.</summary>
/// <param name="HasChanged">True only where that was seen.</param>
internal sealed record LogChange(bool HasChanged)
{
    /// <summary>Why it could not be looked up; null where it could.</summary>
    public ReportNotice? NotListed { get; init; }
}

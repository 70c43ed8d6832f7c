using CommerceAnalytics.Extracts;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.LogChecks;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Extract;

/// <summary>What reports say of an extraction.</summary>
internal static class ExtractReports
{
    public static ExtractQueryReport Of(ExtractStep step, TableStatus status, Failure? failure = null) =>
        new()
        {
            FirstDay = step.Chunk.Days[0],
            LastDay = step.Chunk.Days[^1],
            Days = step.Chunk.Days.Count,
            Services = step.Chunk.Services.Count,
            Status = status,
            Error = failure is null ? null : TableReports.Notice(failure),
        };

    /// <summary>The result of an extraction.</summary>
    /// <param name="ended">Its statements.</param>
    /// <param name="before">What could not be read of days that were extracted before.</param>
    public static ExtractResult Result(
        IReadOnlyList<(ExtractStep Step, ExtractQueryReport Report)> ended,
        IReadOnlyList<SkippedDay> before
    )
    {
        var reused = Reused(ended, before);
        var failed = ended.Where(query => query.Report.Status == TableStatus.Failed).ToList();
        var missing = failed
            .Where(query => query.Step.NewDays.Count > 0)
            .Select(query => new MissingDays(query.Step.NewDays, query.Step.Chunk.Services, query.Report.Error!))
            .ToList();
        var report = new ExtractReport
        {
            Status =
                missing.Count > 0 ? ReportStatus.Failed
                : ended.Any(query => query.Report.Status == TableStatus.Cancelled) ? ReportStatus.Cancelled
                : ReportStatus.Succeeded,
            Queries = [.. ended.Select(query => query.Report)],
            SkippedLines = reused.Count == 0 ? null : reused,
            Warnings =
            [
                .. SkippedLinesCheck.Warnings([
                    .. ended.SelectMany(query => query.Report.SkippedLines ?? []),
                    .. reused,
                ]),
                .. failed
                    .Where(query => query.Step.NewDays.Count < query.Step.Chunk.Days.Count)
                    .Select(query => LateEventsUnread(query.Step, query.Report.Error!)),
                // Cancelled, and told by Athena that it may not be stopped.
                .. ended
                    .Select(query => query.Report)
                    .Where(report => report.Status == TableStatus.Cancelled)
                    .Select(report => report.Error)
                    .OfType<ReportNotice>(),
            ],
        };
        return new(report, missing);
    }

    /// <summary>
    /// Those of the days that were not read anew: their tables lack the same events as on the night before.
    /// </summary>
    private static List<SkippedDay> Reused(
        IReadOnlyList<(ExtractStep Step, ExtractQueryReport Report)> ended,
        IReadOnlyList<SkippedDay> before
    )
    {
        var published = ended.Where(query => query.Report.Status == TableStatus.Published);
        var anew = published.SelectMany(query => query.Step.Chunk.Days).Select(day => $"{day:yyyy-MM-dd}").ToHashSet();
        return [.. before.Where(day => !anew.Contains(day.Day))];
    }

    public static ExtractResult Failed(Failure failure) =>
        new(new ExtractReport { Status = ReportStatus.Failed, Error = TableReports.Notice(failure) }, [], failure);

    /// <summary>Why a table cannot be refreshed from the extract as it is; null where it can.</summary>
    public static Failure? Obstacle(ExtractResult result, RunScope run, string serviceName, string queryType)
    {
        if (result.Failure is { } failure)
            return failure;
        if (result.Missing.Count == 0)
            return null;
        var days = new ExtractPlanner(run.Settings, run.Summaries).Days(serviceName, queryType, run.ExecutionDate);
        var missing = result.Missing.FirstOrDefault(missing =>
            missing.Services.Contains(serviceName) && missing.Days.Any(days.Contains)
        );
        return missing is null
            ? null
            : new(
                "ExtractIncomplete",
                $"Not all days from {days[0]:yyyy-MM-dd} to {days[^1]:yyyy-MM-dd} could be extracted from the raw log for {serviceName}: {missing.Cause.Code}: {missing.Cause.Message}",
                $"{missing.Cause.Advice} Then rerun this run: days that were extracted are not read again. To refresh the table without the extract, at the cost of a scan of all its days, run once with CommerceAnalytics:ScanMode=Direct."
            );
    }

    private static ReportNotice LateEventsUnread(ExtractStep step, ReportNotice cause) =>
        new(
            "LateEventsUnread",
            $"{step.Chunk} could not be read once more: tables lack events that came late for days extracted before. {cause.Code}: {cause.Message}",
            $"{cause.Advice} The next night reads the last days again."
        );
}

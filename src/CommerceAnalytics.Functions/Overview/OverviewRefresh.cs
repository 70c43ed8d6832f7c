using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.History;
using CommerceAnalytics.Functions.QueryQueue;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Tables;
using CommerceAnalytics.History;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Windows;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Overview;

/// <summary>The refresh of the overview, step by step.</summary>
internal sealed class OverviewRefresh(TaskOrchestrationContext context, OverviewInput input)
{
    private readonly ActivityCalls _activities = new(context);

    public async Task<TableReport> RunAsync()
    {
        var query = await context.RunQueryAsync(
            input.QueueId,
            OverviewStatements.Of(input.Services),
            input.LastDurationMs
        );
        if (query.End != QueryEnd.Succeeded)
            return Report(
                query,
                query.End == QueryEnd.Cancelled ? TableStatus.Cancelled : TableStatus.Failed,
                query.Failure
            );
        if (query.Unreadable() is { } unreadable)
            return Report(query, TableStatus.Failed, unreadable);
        var built = new BuiltOverview(input.Run, input.Services, query.Attempt, query.QueryExecutionId!)
        {
            IsHistoryOnly = input.IsHistoryOnly,
        };
        var check = await _activities.CallWithRetryAsync<CheckResult>(FunctionNames.CheckOverview, built);
        return (check.Failure ?? check.Result!.Wrong) is { } failure
            ? Report(query, TableStatus.Failed, failure) with
            {
                Rows = check.Result?.Rows,
            }
            : await PublishAsync(query, built, check.Result!);
    }

    private async Task<TableReport> PublishAsync(QueryResult query, BuiltOverview built, CheckResult check)
    {
        var writtenAt = new DateTimeOffset(query.SubmittedAt ?? default, TimeSpan.Zero);
        var answer = await _activities.CallWithRetryAsync<OverviewPublished>(
            FunctionNames.PublishOverview,
            new CheckedOverview(built, check.Rows, writtenAt, query.QueueMs + query.EngineMs)
        );
        if (answer is not { Failure: null, Result: { } published })
            return Report(query, TableStatus.Failed, answer.Failure);
        var notKept = await KeepAsync(query, published);
        // Nothing shows it then, and nothing can be audited by it.
        if (notKept is not null && input.IsHistoryOnly)
            return Report(query, TableStatus.Failed, notKept);
        var notices = new[] { published.Later, published.NotPruned }.OfType<Failure>().Select(TableReports.Notice);
        return Report(query, published.Later is null ? TableStatus.Published : TableStatus.Skipped, null) with
        {
            Rows = check.Rows,
            Warnings = [.. query.Warnings(), .. check.Warnings, .. notices, .. Of(notKept)],
        };
    }

    private IEnumerable<ReportNotice> Of(Failure? notKept)
    {
        if (notKept is not null)
            yield return KeepHistoryActivity.NotKept(notKept);
        // Of a backfill nobody expects anything else.
        if (input is { IsHistoryOnly: true, Run.IsHistoryOnly: false })
            yield return new(
                "OverviewInHistory",
                $"{OverviewTable.Name} shows a later date and stays as it is. The overview of {DayText.Of(input.Run.ExecutionDate)} is a night of {HistoryTable.Name(OverviewTable.QueryType)}; the tables were audited by it.",
                "Nothing is to be done."
            );
    }

    /// <summary>Its night of history, before services are audited by it.</summary>
    /// <returns>Why it could not be entered; null where it was, or there is nothing to enter.</returns>
    private async Task<Failure?> KeepAsync(QueryResult query, OverviewPublished published)
    {
        var run = input.Run;
        if (!run.KeepsHistory || published.Later is not null)
            return null;
        var location = run.OverviewPlan(input.Services, query.Attempt).Location;
        var kept = await _activities.CallWithRetryAsync<KeptNights>(
            FunctionNames.KeepHistory,
            new KeepHistoryInput(
                run.RunId,
                $"{run.RunKey}-{OverviewTable.QueryType}",
                run.ExecutionDate,
                [new("", OverviewTable.QueryType, input.IsHistoryOnly ? null : location)],
                IsLast: false
            )
        );
        return kept.Failure;
    }

    private TableReport Report(QueryResult query, TableStatus status, Failure? failure)
    {
        var spent = _activities.Spent + query.CallCounts;
        var plan = input.Run.OverviewPlan(input.Services, query.Attempt);
        return TableReports.OfOverview(status, failure).WithBuild(query, plan, spent);
    }
}

using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.QueryQueue;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Tables;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Overview;

/// <summary>The refresh of the overview, step by step.</summary>
internal sealed class OverviewRefresh(TaskOrchestrationContext context, OverviewInput input)
{
    private readonly ActivityCalls _activities = new(context);
    private CallCounts _ofQueue = CallCounts.None;

    public async Task<TableReport> RunAsync()
    {
        var query = await AskAsync(OverviewStatements.Of(input.Services), input.LastDurationMs);
        if (query.End != QueryEnd.Succeeded)
            return Report(
                query,
                query.End == QueryEnd.Cancelled ? TableStatus.Cancelled : TableStatus.Failed,
                query.Failure
            );
        if (query.Unreadable() is { } unreadable)
            return Report(query, TableStatus.Failed, unreadable);
        var built = new BuiltOverview(input.Run, input.Services, query.Attempt, query.QueryExecutionId!);
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
        var notices = new[] { published.Later, published.NotPruned }.OfType<Failure>().Select(TableReports.Notice);
        List<ReportNotice> warnings = [.. query.Warnings(), .. check.Warnings, .. notices];
        var status = published.Later is null ? TableStatus.Published : TableStatus.Skipped;
        var silent = published.Later is null ? await AskAsync(SilentShopStatements.Of()) : null;
        if (silent is not null)
            warnings.AddRange(await SilentShopsAsync(silent));
        return Report(query, status, null) with
        {
            Rows = check.Rows,
            Warnings = warnings,
            FiguresScannedBytes = silent?.QueryExecutionId is null ? null : [silent.DataScannedBytes],
        };
    }

    /// <summary>The overview is published by now: this can do no more harm than to leave the warnings out.</summary>
    private async Task<IEnumerable<ReportNotice>> SilentShopsAsync(QueryResult query)
    {
        if (query.End == QueryEnd.Cancelled)
            return query.Warnings();
        var found = query.Failure is { } failure
            ? new(null, failure)
            : await _activities.CallWithRetryAsync<IReadOnlyList<ReportNotice>>(
                FunctionNames.FindSilentShops,
                new SilentShopsInput(input.Run, query.QueryExecutionId!, Window())
            );
        return found.Failure is { } unread ? [Unread(unread)] : found.Result!;
    }

    private async Task<QueryResult> AskAsync(Statement statement, long? lastDurationMs = null)
    {
        var result = await context.RunQueryAsync(input.QueueId, statement, lastDurationMs);
        _ofQueue += result.CallCounts;
        return result;
    }

    private string Window() => input.Run.OverviewPlan(input.Services, 1).WindowText;

    private static ReportNotice Unread(Failure failure) =>
        new(
            "FiguresUnread",
            $"The overview is published, but whether a shop has no events at all could not be read from it: {failure.Code}: {failure.Message}",
            failure.Advice
        );

    private TableReport Report(QueryResult query, TableStatus status, Failure? failure)
    {
        var spent = _activities.Spent + _ofQueue;
        var plan = input.Run.OverviewPlan(input.Services, query.Attempt);
        return TableReports.OfOverview(status, failure) with
        {
            Location = status == TableStatus.Published ? plan.Location : null,
            Attempts = query.Attempt,
            QueryExecutionId = query.QueryExecutionId,
            QueueMs = query.QueueMs,
            EngineMs = query.EngineMs,
            DataScannedBytes = query.DataScannedBytes,
            Warnings = [.. query.Warnings()],
            SkippedLines = query.Skipped,
            ExcludedDays = plan.ExcludedDays.Count > 0 ? plan.ExcludedDays : null,
            ActivityExecutions = spent.ActivityExecutions,
            ApiCalls = spent.ApiCalls,
        };
    }
}

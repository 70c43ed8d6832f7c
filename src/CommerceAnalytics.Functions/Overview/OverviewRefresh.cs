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
        var status = published.Later is null ? TableStatus.Published : TableStatus.Skipped;
        return Report(query, status, null) with
        {
            Rows = check.Rows,
            Warnings = [.. query.Warnings(), .. check.Warnings, .. notices],
        };
    }

    private TableReport Report(QueryResult query, TableStatus status, Failure? failure)
    {
        var spent = _activities.Spent + query.CallCounts;
        var plan = input.Run.OverviewPlan(input.Services, query.Attempt);
        return TableReports.OfOverview(status, failure).WithBuild(query, plan, spent);
    }
}

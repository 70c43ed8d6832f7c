using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions.Outcomes;
using CommerceAnalytics.Functions.Queue;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Refreshes;

/// <summary>The refresh of one table, step by step.</summary>
internal sealed class Refresh(TaskOrchestrationContext context, RefreshInput input)
{
    private const int MostAttempts = 2;

    private readonly ActivityCalls _activities = new(context);
    private CallCounts _ofQueue = CallCounts.None;
    private int _attempt;

    private CallCounts Spent => _ofQueue + _activities.Spent;

    public async Task<TableReport> RunAsync()
    {
        var query = await BuildAsync();
        context.SendEvent(input.ServiceId, RefreshEvents.QueryOver, input.QueryType);
        if (query.End != QueryEnd.Succeeded)
            return Report(
                query,
                query.End == QueryEnd.Cancelled ? TableStatus.Cancelled : TableStatus.Failed,
                query.Failure
            );
        if (query.Unreadable() is { } unreadable)
            return Report(query, TableStatus.Failed, unreadable);

        var check = await _activities.CallWithRetryAsync<CheckOutcome>(
            FunctionNames.CheckTable,
            new CheckInput(input.Run, input.ServiceName, input.QueryType, _attempt, query.QueryExecutionId!)
        );
        return check.Failure is { } failure
            ? Report(query, TableStatus.Failed, failure) with
            {
                Rows = check.Rows,
            }
            : await PublishAsync(query, check);
    }

    /// <summary>Runs the CTAS; once more, at a new location, when Athena itself calls its failure retryable.</summary>
    private async Task<QueryResult> BuildAsync()
    {
        QueryResult result;
        do
        {
            _attempt++;
            var request = new QueryRequest(
                input.ServiceName,
                input.QueryType,
                _attempt,
                context.InstanceId,
                input.LastDurationMs
            );
            context.SendEvent(input.QueueId, QueueEvents.Submit, request);
            result = await context.WaitForExternalEvent<QueryResult>(QueueEvents.Ended);
            _ofQueue += result.CallCounts;
        } while (result.Failure?.Retry == RetryAdvice.Once && _attempt < MostAttempts);
        return result;
    }

    private async Task<TableReport> PublishAsync(QueryResult query, CheckOutcome check)
    {
        var writtenAt = new DateTimeOffset(query.SubmittedAt ?? default, TimeSpan.Zero);
        var publish = new PublishInput(
            input.Run,
            input.ServiceName,
            input.QueryType,
            _attempt,
            check.Rows ?? 0,
            writtenAt,
            query.QueueMs + query.EngineMs
        );
        var published = await _activities.CallWithRetryAsync<PublishOutcome>(FunctionNames.PublishTable, publish);
        var status = published switch
        {
            { Failure: not null } => TableStatus.Failed,
            { Later: not null } => TableStatus.Skipped,
            _ => TableStatus.Published,
        };
        IEnumerable<ReportNotice> notices = published.Later is { } later ? [TableReports.Notice(later)] : [];
        return Report(query, status, published.Failure) with
        {
            Rows = check.Rows,
            Warnings = [.. query.Warnings(), .. check.Warnings, .. notices],
        };
    }

    private TableReport Report(QueryResult query, TableStatus status, Failure? failure)
    {
        var plan = input.Run.Plan(input.ServiceName, input.QueryType, _attempt);
        return TableReports.Of(input.ServiceName, input.QueryType, status, failure) with
        {
            Location = status == TableStatus.Published ? plan.Location : null,
            Attempts = _attempt,
            QueryExecutionId = query.QueryExecutionId,
            QueueMs = query.QueueMs,
            EngineMs = query.EngineMs,
            DataScannedBytes = query.DataScannedBytes,
            Warnings = [.. query.Warnings()],
            SkippedLines = query.Skipped,
            ActivityExecutions = Spent.ActivityExecutions,
            ApiCalls = Spent.ApiCalls,
        };
    }
}

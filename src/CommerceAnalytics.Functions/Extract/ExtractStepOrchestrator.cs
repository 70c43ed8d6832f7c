using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.QueryQueue;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Reports;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Extract;

/// <summary>Build, check, publish some days of the extract.</summary>
public static class ExtractStepOrchestrator
{
    /// <summary>Extracts the days and says what came of it; never fails of what Athena, Glue or S3 answer.</summary>
    /// <param name="context">Input: <see cref="ExtractStepInput"/>.</param>
    [Function(FunctionNames.ExtractStepOrchestrator)]
    public static Task<ExtractQueryReport> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new StepExtraction(context, context.GetInput<ExtractStepInput>()!).RunAsync();
    }
}

/// <summary>One statement of the extraction at work.</summary>
internal sealed class StepExtraction(TaskOrchestrationContext context, ExtractStepInput input)
{
    private readonly ActivityCalls _activities = new(context);

    public async Task<ExtractQueryReport> RunAsync()
    {
        var statement = ExtractStatements.Of(input.Step);
        var query = await context.RunQueryAsync(input.QueueId, statement, input.LastDurationMs);
        if (query.End != QueryEnd.Succeeded)
            return Report(
                query,
                query.End == QueryEnd.Cancelled ? TableStatus.Cancelled : TableStatus.Failed,
                query.Failure
            );
        if (query.Unreadable() is { } unreadable)
            return Report(query, TableStatus.Failed, unreadable);
        var publish = new PublishExtractInput(
            input.Run,
            input.Step,
            input.Fingerprint,
            query.Attempt,
            query.QueryExecutionId!,
            query.QueueMs + query.EngineMs
        )
        {
            Skipped = query.Skipped,
        };
        var published = await _activities.CallWithRetryAsync<long>(FunctionNames.PublishExtract, publish);
        return published.Failure is { } failure
            ? Report(query, TableStatus.Failed, failure)
            : Report(query, TableStatus.Published, null) with
            {
                Rows = published.Result,
            };
    }

    private ExtractQueryReport Report(QueryResult query, TableStatus status, Failure? failure)
    {
        var spent = _activities.Spent + query.CallCounts;
        return ExtractReports.Of(input.Step, status, failure) with
        {
            Attempts = query.Attempt,
            QueryExecutionId = query.QueryExecutionId,
            Error = failure is null ? query.Warnings().FirstOrDefault() : TableReports.Notice(failure),
            QueueMs = query.QueueMs,
            EngineMs = query.EngineMs,
            DataScannedBytes = query.DataScannedBytes,
            SkippedLines = query.Skipped,
            ActivityExecutions = spent.ActivityExecutions,
            ApiCalls = spent.ApiCalls,
        };
    }
}

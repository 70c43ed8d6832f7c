using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions.Outcomes;
using CommerceAnalytics.Functions.Queue;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Reports;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Extracts;

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
    private const int MostAttempts = 2;

    private const string QueryName = "extract";

    private readonly ActivityCalls _activities = new(context);
    private CallCounts _ofQueue = CallCounts.None;
    private int _attempt;

    private CallCounts Spent => _ofQueue + _activities.Spent;

    public async Task<ExtractQueryReport> RunAsync()
    {
        var query = await BuildAsync();
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
            _attempt,
            query.QueryExecutionId!,
            query.QueueMs + query.EngineMs
        );
        var published = await _activities.CallWithRetryAsync<ExtractPublished>(FunctionNames.PublishExtract, publish);
        return published.Failure is { } failure
            ? Report(query, TableStatus.Failed, failure)
            : Report(query, TableStatus.Published, null) with
            {
                Rows = published.Rows,
            };
    }

    /// <summary>Once more, at a new location, when Athena itself calls its failure retryable.</summary>
    private async Task<QueryResult> BuildAsync()
    {
        QueryResult result;
        do
        {
            _attempt++;
            var request = new QueryRequest(
                input.Step.Chunk.ToString(),
                QueryName,
                _attempt,
                context.InstanceId,
                input.LastDurationMs,
                Extract: input.Step
            );
            context.SendEvent(input.QueueId, QueueEvents.Submit, request);
            result = await context.WaitForExternalEvent<QueryResult>(QueueEvents.Ended);
            _ofQueue += result.CallCounts;
        } while (result.Failure?.Retry == RetryAdvice.Once && _attempt < MostAttempts);
        return result;
    }

    private ExtractQueryReport Report(QueryResult query, TableStatus status, Failure? failure) =>
        ExtractReports.Of(input.Step, status, failure) with
        {
            Attempts = _attempt,
            QueryExecutionId = query.QueryExecutionId,
            Error = failure is null ? query.Warnings().FirstOrDefault() : TableReports.Notice(failure),
            QueueMs = query.QueueMs,
            EngineMs = query.EngineMs,
            DataScannedBytes = query.DataScannedBytes,
            SkippedLines = query.Skipped,
            ActivityExecutions = Spent.ActivityExecutions,
            ApiCalls = Spent.ApiCalls,
        };
}

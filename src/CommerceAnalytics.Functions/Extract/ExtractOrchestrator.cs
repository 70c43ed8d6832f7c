using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Reports;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Extract;

/// <summary>
/// The extraction of a run: the raw log is read once for all services, before their tables are refreshed.
/// </summary>
public static class ExtractOrchestrator
{
    /// <summary>Finds out what is missing, extracts it, and says what is missing still.</summary>
    /// <param name="context">Input: <see cref="ExtractInput"/>.</param>
    [Function(FunctionNames.ExtractOrchestrator)]
    public static Task<ExtractResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new Extraction(context, context.GetInput<ExtractInput>()!).RunAsync();
    }
}

/// <summary>
/// An extraction at work: all its statements go to the run's queue, which runs as many at once as it may.
/// </summary>
internal sealed class Extraction(TaskOrchestrationContext context, ExtractInput input)
{
    public async Task<ExtractResult> RunAsync()
    {
        var activities = new ActivityCalls(context);
        var planned = await activities.CallWithRetryAsync<ExtractWork>(FunctionNames.PlanExtract, input);
        if (planned.Failure is { } failure)
            return Counted(ExtractReports.Failed(failure), activities.Spent);
        var work = planned.Result!;
        var reports = await Task.WhenAll(work.Steps.Select(step => ExtractAsync(work, step)));
        return Counted(ExtractReports.Result([.. work.Steps.Zip(reports)], work.Skipped ?? []), activities.Spent);
    }

    private static ExtractResult Counted(ExtractResult result, CallCounts spent) =>
        result with
        {
            Report = result.Report with { ActivityExecutions = spent.ActivityExecutions, ApiCalls = spent.ApiCalls },
        };

    private async Task<ExtractQueryReport> ExtractAsync(ExtractWork work, ExtractStep step)
    {
        var options = new SubOrchestrationOptions(instanceId: ChildIds.Extract(input.Run.RunKey, step.Number));
        try
        {
            return await context.CallSubOrchestratorAsync<ExtractQueryReport>(
                FunctionNames.ExtractStepOrchestrator,
                new ExtractStepInput(input.Run, step, work.Fingerprint, input.QueueId, work.LastDurationMs),
                options
            );
        }
        catch (TaskFailedException e)
        {
            return ExtractReports.Of(
                step,
                TableStatus.Failed,
                CallFailures.Of(FunctionNames.ExtractStepOrchestrator, e.FailureDetails)
            );
        }
    }
}

using System.Text.Json.Serialization;
using CommerceAnalytics.Reports;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>One run of the pipeline.</summary>
public static class RunOrchestrator
{
    /// <summary>Waits its turn, prepares, refreshes all tables, reports; throws <see cref="RunFailedException"/> at its end if a table failed.</summary>
    /// <param name="context">Input: <see cref="RunInput"/>.</param>
    [Function(FunctionNames.RunOrchestrator)]
    public static Task<RunOutcome?> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new Run(context, context.GetInput<RunInput>()!).RunAsync();
    }
}

/// <summary>A run's output. The report itself lies in S3.</summary>
/// <param name="RunId">Instance id.</param>
/// <param name="Status"><c>succeeded</c> or <c>cancelled</c>: a run that failed has no output but a message.</param>
/// <param name="Line">What came of it, in one line.</param>
/// <param name="Report"><c>s3://</c> address of the report.</param>
/// <param name="Totals">Sums over all tables.</param>
public sealed record RunOutcome(
    [property: JsonPropertyName("run_id")] string RunId,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("line")] string Line,
    [property: JsonPropertyName("report")] string Report,
    [property: JsonPropertyName("totals"), JsonConverter(typeof(RunTotalsConverter))] ReportTotals Totals
);

/// <summary>A run ended with failed tables: its message names them and the report.</summary>
/// <param name="message">For people.</param>
public sealed class RunFailedException(string message) : Exception(message);

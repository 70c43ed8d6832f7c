using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Figures;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace CommerceAnalytics.Functions.Services;

/// <summary>Turns the figures of a service's tables into warnings.</summary>
/// <param name="queries">Athena.</param>
public sealed class ReadFiguresActivity(IQueryExecutions queries)
{
    /// <summary>Reads the query's rows, with one call; changes nothing.</summary>
    /// <param name="input">Which query.</param>
    /// <param name="cancellationToken">The host stops.</param>
    [Function(FunctionNames.ReadFigures)]
    public Task<FiguresOutcome> RunAsync([ActivityTrigger] FiguresInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        SpanTags.OfRun(input.Run.RunId);
        SpanTags.OfQuery(input.QueryExecutionId);
        return Attempt.RunAsync(async () =>
            new FiguresOutcome(
                TableFigures.Warnings(
                    input.Run.Settings.Checks,
                    await queries.GetRowsAsync(input.QueryExecutionId, cancellationToken)
                )
            )
        );
    }
}

/// <summary>Which figures to read.</summary>
/// <param name="Run">The run.</param>
/// <param name="QueryExecutionId">The query that has read them from the tables.</param>
public sealed record FiguresInput(RunScope Run, string QueryExecutionId);

/// <summary>What the figures give rise to.</summary>
/// <param name="Warnings">Warnings by query type.</param>
/// <param name="Failure">Why there are none.</param>
public sealed record FiguresOutcome(IReadOnlyList<TableWarning> Warnings, Failure? Failure = null)
    : Outcome,
        IOutcome<FiguresOutcome>
{
    /// <inheritdoc/>
    public static FiguresOutcome Failed(Failure failure) => new([], failure);
}

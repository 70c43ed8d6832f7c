using CommerceAnalytics.Aws.Athena;
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
    public Task<Outcome<IReadOnlyList<TableWarning>>> RunAsync(
        [ActivityTrigger] FiguresInput input,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        SpanTags.OfRun(input.Run.RunId);
        SpanTags.OfQuery(input.QueryExecutionId);
        return Attempt.RunAsync(async () =>
        {
            var rows = await queries.GetRowsAsync(input.QueryExecutionId, cancellationToken);
            return TableFigures.Warnings(input.Run.Settings.Checks, rows);
        });
    }
}

/// <summary>Which figures to read.</summary>
/// <param name="Run">The run.</param>
/// <param name="QueryExecutionId">The query that has read them from the tables.</param>
public sealed record FiguresInput(RunScope Run, string QueryExecutionId);

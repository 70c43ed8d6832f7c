using System.Security.Cryptography;
using System.Text;
using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Credentials;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Figures;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions.QueryQueue;

/// <summary>The queue's dealings with Athena.</summary>
/// <param name="queries">Athena.</param>
/// <param name="records">Who records what statements write.</param>
/// <param name="session">Names the role session after the run.</param>
/// <param name="log">Told of refusals: the queue waits them out, and an alert rule counts them.</param>
public sealed class QueryActivities(
    IQueryExecutions queries,
    IEnumerable<IStatementRecords> records,
    RoleSessionName session,
    ILogger<QueryActivities> log
)
{
    /// <summary>
    /// Submits the CTAS of a refresh, or the query for a service's figures, and returns at once; the same run, table
    /// and attempt give the same query execution.
    /// </summary>
    /// <param name="input">Which table, of which run.</param>
    /// <param name="cancellationToken">The host stops.</param>
    [Function(FunctionNames.SubmitQuery)]
    public async Task<SubmitOutcome> SubmitAsync(
        [ActivityTrigger] SubmitInput input,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        session.UseRun(input.Run.RunId);
        if (input.IsTable)
            SpanTags.OfTable(input.Run.RunId, input.ServiceName, input.QueryType);
        else
            SpanTags.OfStatement(input.Run.RunId, input.QueryType);
        var (sql, what) = input.Statement();
        var outcome = await Attempt.RunAsync(async () =>
        {
            var token = Convert.ToHexStringLower(
                SHA256.HashData(Encoding.UTF8.GetBytes($"{input.Run.RunKey}/{what}/{input.Attempt}"))
            );
            var submission = new QuerySubmission(sql, input.Run.Settings.Database, token, input.Run.ResultsLocation);
            var recorded = records.Where(each => each.Cover(input)).ToList();
            foreach (var record in recorded)
                await record.StartAsync(input, cancellationToken);
            var id = await queries.SubmitAsync(submission, cancellationToken);
            SpanTags.OfQuery(id);
            foreach (var record in recorded)
                await record.NameQueryAsync(input, id, cancellationToken);
            return new SubmitOutcome(id);
        });
        if (outcome.Failure is { Retry: RetryAdvice.AfterWaiting, Code: QueueFailures.TooManyRequests } throttled)
            log.SubmissionThrottled(input.Run.RunId, what, throttled.Message);
        else if (outcome.Failure is { Retry: RetryAdvice.AfterWaiting } refusal)
            log.SubmissionRefused(input.Run.RunId, what, refusal.Code, refusal.Message);
        return outcome;
    }

    /// <summary>States of all running queries of a run, with as few calls as Athena allows.</summary>
    /// <param name="queryExecutionIds">Athena's ids.</param>
    /// <param name="cancellationToken">The host stops.</param>
    [Function(FunctionNames.GetQueryStates)]
    public Task<StatesOutcome> GetStatesAsync(
        [ActivityTrigger] IReadOnlyList<string> queryExecutionIds,
        CancellationToken cancellationToken
    ) =>
        Attempt.RunAsync(async () =>
        {
            SpanTags.OfQueries(queryExecutionIds);
            return new StatesOutcome(await queries.GetStatesAsync(queryExecutionIds, cancellationToken));
        });

    /// <summary>Stops queries; those that have ended stay as they are.</summary>
    /// <param name="queryExecutionIds">Athena's ids.</param>
    /// <param name="cancellationToken">The host stops.</param>
    [Function(FunctionNames.StopQueries)]
    public Task<Done> StopAsync(
        [ActivityTrigger] IReadOnlyList<string> queryExecutionIds,
        CancellationToken cancellationToken
    ) =>
        Attempt.RunAsync(async () =>
        {
            SpanTags.OfQueries(queryExecutionIds);
            await queries.StopAsync(queryExecutionIds, cancellationToken);
            return new Done();
        });
}

/// <summary>Which table of a run to build.</summary>
/// <param name="Run">The run.</param>
/// <param name="ServiceName">Service.</param>
/// <param name="QueryType">Query type.</param>
/// <param name="Attempt">1, or 2 after a failure that Athena called retryable.</param>
/// <param name="FiguresOf">Query types of the published tables whose figures are to be read; null for a CTAS.</param>
/// <param name="Extract">Days of the raw log that are to be extracted; null for any other statement.</param>
public sealed record SubmitInput(
    RunScope Run,
    string ServiceName,
    string QueryType,
    int Attempt,
    IReadOnlyList<string>? FiguresOf = null,
    ExtractStep? Extract = null
)
{
    /// <summary>
    /// Whether the statement builds a table: figures are only read, and the extract is no table of a service.
    /// </summary>
    internal bool IsTable => FiguresOf is null && Extract is null;

    /// <summary>The input for what a refresh asked for.</summary>
    /// <param name="run">The run.</param>
    /// <param name="request">What was asked for.</param>
    public static SubmitInput For(RunScope run, QueryRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(run, request.ServiceName, request.QueryType, request.Attempt, request.FiguresOf, request.Extract);
    }

    /// <summary>The statement, and what of the run it is: no two statements of a run are the same.</summary>
    internal (string Sql, string What) Statement()
    {
        if (FiguresOf is not null)
            return (
                TableFigures.Sql(Run.Settings, ServiceName, FiguresOf, Run.ExecutionDate),
                $"{ServiceName}/{QueryType}"
            );
        if (Extract is not null)
        {
            var extract = Run.ExtractPlan(Extract, Attempt);
            return (extract.Sql, extract.StagingTable);
        }

        var plan = Run.Plan(ServiceName, QueryType, Attempt);
        return (plan.CtasSql, plan.Table);
    }
}

/// <summary>What came of a submission.</summary>
/// <param name="QueryExecutionId">Athena's id, or null.</param>
/// <param name="Failure">Why there is none.</param>
public sealed record SubmitOutcome(string? QueryExecutionId, Failure? Failure = null) : Outcome, IOutcome<SubmitOutcome>
{
    /// <inheritdoc/>
    public static SubmitOutcome Failed(Failure failure) => new(null, failure);
}

/// <summary>What Athena says about the running queries.</summary>
/// <param name="States">One for each that Athena knows.</param>
/// <param name="Failure">Why there are none.</param>
public sealed record StatesOutcome(IReadOnlyList<QueryState> States, Failure? Failure = null)
    : Outcome,
        IOutcome<StatesOutcome>
{
    /// <inheritdoc/>
    public static StatesOutcome Failed(Failure failure) => new([], failure);
}

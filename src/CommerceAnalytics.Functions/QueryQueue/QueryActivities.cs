using System.Security.Cryptography;
using System.Text;
using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Credentials;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions.QueryQueue;

/// <summary>The queue's dealings with Athena.</summary>
/// <param name="kinds">What renders statements and records what they write, by kind.</param>
/// <param name="session">Names the role session after the run.</param>
/// <param name="log">Told of refusals: the queue waits them out, and an alert rule counts them.</param>
public sealed class QueryActivities(
    IQueryExecutions queries,
    IEnumerable<IStatements> kinds,
    RoleSessionName session,
    ILogger<QueryActivities> log
)
{
    /// <summary>
    /// Submits a statement and returns at once; the same run, statement and attempt give the same query execution.
    /// </summary>
    /// <param name="input">Which statement, of which run.</param>
    /// <returns>Athena's id.</returns>
    [Function(FunctionNames.SubmitQuery)]
    public async Task<Outcome<string>> SubmitAsync(
        [ActivityTrigger] SubmitInput input,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        session.UseRun(input.Run.RunId);
        SpanTags.OfStatement(input.Run.RunId, input.Statement.Name);
        var outcome = await Attempt.RunAsync(() => SubmitOnceAsync(input, cancellationToken));
        if (outcome.Failure is { Retry: RetryAdvice.AfterWaiting } refusal)
            Log(input, refusal);
        return outcome;
    }

    private async Task<string> SubmitOnceAsync(SubmitInput input, CancellationToken cancellationToken)
    {
        var statements = Of(input.Statement.Kind);
        var submission = new QuerySubmission(
            statements.Sql(input),
            input.Run.Settings.Database,
            input.Token(),
            input.Run.ResultsLocation
        );
        await statements.StartAsync(input, cancellationToken);
        var id = await queries.SubmitAsync(submission, cancellationToken);
        SpanTags.OfQuery(id);
        await statements.NameQueryAsync(input, id, cancellationToken);
        return id;
    }

    private IStatements Of(string kind) =>
        kinds.SingleOrDefault(each => each.Kind == kind)
        ?? throw new InvalidOperationException($"No {nameof(IStatements)} of kind '{kind}' is registered.");

    private void Log(SubmitInput input, Failure refusal)
    {
        var (runId, what) = (input.Run.RunId, $"{input.Statement}");
        if (refusal.Code == QueueFailures.TooManyRequests)
            log.SubmissionThrottled(runId, what, refusal.Message);
        else
            log.SubmissionRefused(runId, what, refusal.Code, refusal.Message);
    }

    /// <summary>States of all running queries of a run, with as few calls as Athena allows.</summary>
    /// <param name="queryExecutionIds">Athena's ids.</param>
    /// <returns>One for each that Athena knows.</returns>
    [Function(FunctionNames.GetQueryStates)]
    public Task<Outcome<IReadOnlyList<QueryState>>> GetStatesAsync(
        [ActivityTrigger] IReadOnlyList<string> queryExecutionIds,
        CancellationToken cancellationToken
    ) =>
        Attempt.RunAsync(() =>
        {
            SpanTags.OfQueries(queryExecutionIds);
            return queries.GetStatesAsync(queryExecutionIds, cancellationToken);
        });

    /// <summary>Stops queries; those that have ended stay as they are.</summary>
    /// <param name="queryExecutionIds">Athena's ids.</param>
    [Function(FunctionNames.StopQueries)]
    public Task<Outcome<Done>> StopAsync(
        [ActivityTrigger] IReadOnlyList<string> queryExecutionIds,
        CancellationToken cancellationToken
    ) =>
        Attempt.RunAsync(() =>
        {
            SpanTags.OfQueries(queryExecutionIds);
            return queries.StopAsync(queryExecutionIds, cancellationToken);
        });
}

/// <summary>Which statement of a run to submit.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Attempt">1, or 2 after a failure that Athena called retryable.</param>
public sealed record SubmitInput(RunScope Run, Statement Statement, int Attempt)
{
    /// <summary>Athena runs what has the same token once, however often it is submitted.</summary>
    internal string Token()
    {
        var text = $"{Run.RunKey}/{Statement.Kind}/{Statement.Key}/{Attempt}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}

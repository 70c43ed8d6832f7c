using System.Collections.Concurrent;
using LocalAws.Athena.Results;
using LocalAws.Faults;
using LocalAws.Logging;
using LocalAws.Sql;
using LocalAws.Sql.Access;
using LocalAws.Sql.Syntax;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace LocalAws.Athena.Queries;

/// <summary>Carries queries from QUEUED to their end, a limited number side by side.</summary>
/// <param name="history">Where each change of state is written before it is true.</param>
/// <param name="engine">Runs the statements.</param>
/// <param name="results">Writes what they give.</param>
/// <param name="authority">Says whether a query's caller may what its statement is about to do.</param>
/// <param name="limits">How many side by side, and the simulated latency.</param>
/// <param name="faults">What is to go wrong.</param>
/// <param name="logger">Where states are logged.</param>
internal sealed class QueryRunner(
    QueryHistory history,
    IStatementEngine engine,
    ResultWriter results,
    StatementAuthority authority,
    QueryLimits limits,
    FaultInjector faults,
    TimeProvider time,
    ILogger logger
) : IAsyncDisposable
{
    private static readonly TimeSpan RecordAgain = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _slots = new(limits.MaxRunning);
    private readonly ConcurrentDictionary<string, RunningQuery> _running = new();
    private readonly CancellationTokenSource _shutdown = new();

    /// <summary>Starts a query that the history has as QUEUED.</summary>
    public void Start(QueryExecution query, bool isRerun)
    {
        var run = new RunningQuery(CancellationTokenSource.CreateLinkedTokenSource(_shutdown.Token));
        _running[query.Id] = run;
        // Here, and not in its own task: queries meet faults in the order of their submission.
        var fault = FaultOf(query);
        run.Task = Task.Run(() => RunAsync(query, isRerun, fault, run), CancellationToken.None);
    }

    /// <summary>Runs again what an earlier process left unfinished, under the same ids, but for what was to stop.</summary>
    public void Resume()
    {
        foreach (var query in history.Unfinished())
        {
            if (query.IsStopRequested)
                Record(Cancel(query) with { Completed = time.GetUtcNow() });
            else
                Rerun(query);
        }
    }

    private void Rerun(QueryExecution query)
    {
        LocalAwsLog.QueryRerun(logger, query.Id);
        var again = query with { State = QueryState.QUEUED, Started = null };
        history.Update(again);
        Start(again, isRerun: query.HasRun);
    }

    /// <summary>Asks a query to stop; one that has ended stays as it is. It holds for the next process too.</summary>
    public void Stop(string id)
    {
        history.RequestStop(id);
        if (_running.TryGetValue(id, out var run))
            run.Stop();
    }

    /// <summary>Ends when the query has ended, at once where it has.</summary>
    public Task WhenEnded(string id)
    {
        if (_running.TryGetValue(id, out var run))
            return run.Task;
        return Task.CompletedTask;
    }

    /// <summary>
    /// Stops all work and leaves the history as it is: what has not ended runs again at the next start.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _shutdown.CancelAsync();
        await Task.WhenAll(_running.Values.Select(r => r.Task));
        _shutdown.Dispose();
        _slots.Dispose();
    }

    private async Task RunAsync(QueryExecution query, bool isRerun, QueryFault fault, RunningQuery run)
    {
        try
        {
            if (await EndAsync(query, isRerun, fault, run) is { } ended)
                await RecordEndAsync(ended with { Completed = time.GetUtcNow() });
        }
        finally
        {
            run.Dispose();
            _running.TryRemove(query.Id, out _);
        }
    }

    /// <summary>Runs a query; gives it as it ended, or null where the process ends first.</summary>
    private async Task<QueryExecution?> EndAsync(QueryExecution query, bool isRerun, QueryFault fault, RunningQuery run)
    {
        var current = query;
        try
        {
            // A simulated latency is spent RUNNING but in no slot: it stands for a machine elsewhere, not for this one.
            var latency = fault.Delay + (query.Kind.IsCtas ? limits.CtasLatency : TimeSpan.Zero);
            if (latency > TimeSpan.Zero)
            {
                current = Running(current);
                await Task.Delay(latency, time, run.Token);
            }

            await _slots.WaitAsync(run.Token);
            try
            {
                current = latency > TimeSpan.Zero ? current : Running(current);
                var (outcome, told) = await ExecuteAsync(current, isRerun, fault, run.Token);
                return End(current, QueryState.SUCCEEDED) with { Outcome = outcome, StateChangeReason = told };
            }
            finally
            {
                _slots.Release();
            }
        }
        catch (OperationCanceledException) when (run.IsStopped)
        {
            return Cancel(current);
        }
        catch (OperationCanceledException) when (_shutdown.IsCancellationRequested)
        {
            return null;
        }
        catch (BytesScannedException e)
        {
            return End(current, QueryState.CANCELLED) with { StateChangeReason = e.Message, ScannedBytes = e.Bytes };
        }
        catch (StatementException e)
        {
            return Fail(current, new(e.Category, e.ErrorType, e.Retryable, e.Message));
        }
        catch (Exception e)
        {
            LocalAwsLog.QueryFailedInside(logger, query.Id, e);
            return Fail(current, new(1, 1, Retryable: true, "GENERIC_INTERNAL_ERROR: " + e.Message));
        }
    }

    /// <summary>
    /// Tries until it is on disk: a client would wait forever for a query that stays RUNNING. What is not written when
    /// the process ends runs again at the next start.
    /// </summary>
    private async Task RecordEndAsync(QueryExecution ended)
    {
        do
        {
            try
            {
                Record(ended);
                return;
            }
            catch (SqliteException e)
            {
                LocalAwsLog.QueryNotRecorded(logger, ended.Id, e);
            }

            var pause = Task.Delay(RecordAgain, time, _shutdown.Token);
            await pause.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        } while (!_shutdown.IsCancellationRequested);
    }

    private QueryFault FaultOf(QueryExecution query)
    {
        if (!faults.IsActive)
            return QueryFault.None;
        return QueryFault.Of(
            faults.OnQuery(
                new(
                    "athena",
                    query.Kind.SubstatementType,
                    StatementNames.Of(query.Question.Sql, query.Question.Database),
                    ""
                )
            )
        );
    }

    private async Task<(QueryOutcome Outcome, string? Told)> ExecuteAsync(
        QueryExecution query,
        bool isRerun,
        QueryFault fault,
        CancellationToken cancellationToken
    )
    {
        var question = query.Question;
        var request = new StatementRequest(
            query.Id,
            question.Sql,
            question.Database,
            question.OutputLocation,
            query.Submitted,
            isRerun
        )
        {
            Demand = access => authority(query.Caller, access),
            Parameters = question.ParameterList,
            KeepPartialFiles = limits.KeepPartialFiles,
            BytesScannedCutoff = question.BytesScannedCutoff,
        };
        // Athena looks for the database "default" whatever the statement is about.
        request.Demand(new CatalogAccess("glue:GetDatabase", "default"));
        request.Demand(new StorageAccess("s3:PutObject", question.OutputLocation));
        var result = await fault.ExecuteAsync(engine, request, cancellationToken);
        if (result.SkippedLines > 0)
            LocalAwsLog.LinesSkipped(logger, query.Id, result.SkippedLines);
        limits.Reached("statement.done");
        var outcome = await results.WriteAsync(query, result);
        limits.Reached("results.written");
        return (outcome, SkippedPart.Write(result.Skipped));
    }

    private QueryExecution Running(QueryExecution query) =>
        Record(query with { State = QueryState.RUNNING, HasRun = true, Started = time.GetUtcNow() });

    private static QueryExecution End(QueryExecution query, QueryState state) => query with { State = state };

    private static QueryExecution Cancel(QueryExecution query) =>
        End(query, QueryState.CANCELLED) with
        {
            StateChangeReason = "Query cancelled by user",
        };

    private static QueryExecution Fail(QueryExecution query, QueryError error)
    {
        return End(query, QueryState.FAILED) with { StateChangeReason = error.Message, Error = error };
    }

    private QueryExecution Record(QueryExecution query)
    {
        history.Update(query);
        limits.Reached($"query.{query.State.ToString().ToLowerInvariant()}");
        LocalAwsLog.QueryState(
            logger,
            query.Id,
            query.State.ToString(),
            query.StateChangeReason is { } reason ? $": {reason}" : ""
        );
        return query;
    }
}

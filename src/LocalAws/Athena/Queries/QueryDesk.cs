using LocalAws.Signing;
using LocalAws.Sql;
using LocalAws.Wire;

namespace LocalAws.Athena.Queries;

/// <summary>
/// Takes queries in: once per token, no more than the account may have, on disk before anyone hears of them.
/// </summary>
internal sealed class QueryDesk(
    QueryHistory history,
    QueryRunner runner,
    IStatementEngine engine,
    QueryLimits limits,
    TimeProvider time
)
{
    private const string LocationIsEnforced =
        "The Create Table As Select query failed because it was submitted with an 'external_location' property to an Athena Workgroup that enforces a centralized "
        + "output location for all queries. Please remove the 'external_location' property and resubmit the query.";

    private readonly Lock _gate = new();

    /// <summary>Submits a query, or finds the one that was submitted with this token.</summary>
    public QueryExecution Submit(QueryQuestion question, string token, Caller caller)
    {
        lock (_gate)
        {
            if (history.FindByToken(token) is { } known)
                return known.Question.IsSameAs(question)
                    ? known
                    : throw AthenaErrors.Invalid("Idempotent parameters do not match", "IDEMPOTENT_PARAMETER_MISMATCH");
            var query = new QueryExecution
            {
                Id = RequestIds.Next(),
                Question = question,
                Kind = Classify(question),
                Caller = caller,
                Submitted = time.GetUtcNow(),
            };
            Admit(query);
            history.Add(query, token);
            limits.Reached("query.queued");
            runner.Start(query, isRerun: false);
            return query;
        }
    }

    private void Admit(QueryExecution query)
    {
        var unfinished = history.Unfinished();
        if (
            (query.IsActiveDml && unfinished.Count(q => q.IsActiveDml) >= limits.MaxActiveDml)
            || (query.IsActiveDdl && unfinished.Count(q => q.IsActiveDdl) >= limits.MaxActiveDdl)
        )
            throw AthenaErrors.TooManyQueries();
    }

    private StatementKind Classify(QueryQuestion question)
    {
        try
        {
            var kind = engine.Classify(question.Sql, question.ParameterList);
            return kind.NamesLocation && question.IsEnforced ? throw AthenaErrors.Invalid(LocationIsEnforced) : kind;
        }
        catch (StatementException e)
        {
            throw AthenaErrors.Malformed(e.Message);
        }
    }
}

using LocalAws.Signing;
using LocalAws.Sql;
using LocalAws.Wire;

namespace LocalAws.Athena.Queries;

/// <summary>Takes queries in: once per token, no more than the account may have, on disk before anyone hears of them.</summary>
internal sealed class QueryDesk(QueryHistory history, QueryRunner runner, IStatementEngine engine, int maxActive, TimeProvider time)
{
    private readonly Lock gate = new();

    /// <summary>Submits a query, or finds the one that was submitted with this token.</summary>
    public QueryExecution Submit(QueryQuestion question, string? token, Caller caller)
    {
        lock (gate)
        {
            if (token is not null && history.FindByToken(token) is { } known)
                return known.Question == question ? known : throw AthenaErrors.Invalid("Idempotent parameters do not match");
            var query = new QueryExecution
            {
                Id = RequestIds.Next(),
                Question = question,
                Kind = Classify(question.Sql),
                Caller = caller,
                Submitted = time.GetUtcNow(),
            };
            if (query.IsActiveDml && history.Unfinished().Count(q => q.IsActiveDml) >= maxActive)
                throw AthenaErrors.TooManyQueries();
            history.Add(query, token);
            runner.Start(query, isRerun: false);
            return query;
        }
    }

    private StatementKind Classify(string sql)
    {
        try
        {
            return engine.Classify(sql);
        }
        catch (StatementException e)
        {
            throw AthenaErrors.Malformed(e.Message);
        }
    }
}

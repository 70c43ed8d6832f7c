using System.Collections.Concurrent;
using LocalAws.Sql;

namespace LocalAws.Tests.Wire;

/// <summary>An engine that does as a test says, and remembers what it was asked.</summary>
internal sealed class ScriptedEngine : IStatementEngine
{
    public ConcurrentQueue<StatementRequest> Requests { get; } = new();

    public Func<StatementRequest, CancellationToken, Task<StatementResult>> Run { get; set; } =
        (_, _) => Task.FromResult(StatementResult.None);

    public StatementKind Classify(string sql, IReadOnlyList<string> parameters) =>
        sql switch
        {
            _ when sql.StartsWith("SELECT", StringComparison.Ordinal) => new("DML", "SELECT"),
            _ when sql.StartsWith("CTAS", StringComparison.Ordinal) => new("DML", "CREATE_TABLE_AS_SELECT"),
            _ when sql.StartsWith("SHOW", StringComparison.Ordinal) => new("UTILITY", "SHOW_TABLES"),
            _ => throw new StatementException("line 1:1: mismatched input 'x'", atSubmission: true),
        };

    public Task<StatementResult> ExecuteAsync(StatementRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return Run(request, cancellationToken);
    }
}

using LocalAws.Sql.Access;

namespace LocalAws.Sql;

/// <summary>Runs Athena statements over the lake: what the Athena surface hands each query execution to.</summary>
public interface IStatementEngine
{
    /// <summary>
    /// Reads the statement far enough to know what kind it is, before it is queued. Throws
    /// <see cref="StatementException"/> for what Athena refuses at submission.
    /// </summary>
    /// <param name="sql">One statement.</param>
    /// <param name="parameters">What its question marks stand for.</param>
    StatementKind Classify(string sql, IReadOnlyList<string> parameters);

    /// <summary>
    /// Runs the statement to its end. Throws <see cref="StatementException"/> when it fails,
    /// <see cref="OperationCanceledException"/> when stopped.
    /// </summary>
    Task<StatementResult> ExecuteAsync(StatementRequest request, CancellationToken cancellationToken);
}

/// <summary>A statement and its surroundings.</summary>
/// <param name="QueryExecutionId">Names the files that a CTAS writes.</param>
/// <param name="Sql">One statement.</param>
/// <param name="Database">Database for unqualified names; <c>default</c> where the caller gave none.</param>
/// <param name="OutputLocation">
/// <c>s3://</c> prefix where a CTAS without <c>external_location</c> puts its data, under <c>tables/{id}/</c>.
/// </param>
/// <param name="StartedAt">The query's own time, for <c>now()</c> and <c>current_date</c>, UTC.</param>
/// <param name="IsRerun">
/// True where a process was killed while this very query execution ran: a CTAS or INSERT then first deletes what
/// carries its own id, files and table, and no other's.
/// </param>
public sealed record StatementRequest(
    string QueryExecutionId,
    string Sql,
    string Database,
    string? OutputLocation,
    DateTimeOffset StartedAt,
    bool IsRerun = false
)
{
    /// <summary>
    /// Asked before each access to the catalog and to the objects of tables, in order, and before anything is written;
    /// throws <see cref="StatementException"/> where the caller may not. Nothing is refused by default.
    /// </summary>
    public Action<StatementAccess> Demand { get; init; } = static _ => { };

    /// <summary>
    /// Called with the paths of the files of a CTAS or INSERT once they lie in place, before the catalog knows of them;
    /// what it throws fails the statement.
    /// </summary>
    internal Action<IReadOnlyList<string>>? FilesWritten { get; init; }

    /// <summary>What the question marks of the statement stand for, in order: texts of literals.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>Whether a CTAS or INSERT that fails or is stopped leaves what it has written, as Athena may.</summary>
    public bool KeepPartialFiles { get; init; }

    /// <summary>
    /// Bytes that the statement may scan, or null: <c>BytesScannedCutoffPerQuery</c> of the workgroup.
    /// </summary>
    public long? BytesScannedCutoff { get; init; }
}

/// <summary>Athena's StatementType, and what <c>--athena-latency</c> and the active-query limit look at.</summary>
/// <param name="StatementType"><c>DDL</c>, <c>DML</c> or <c>UTILITY</c>.</param>
/// <param name="SubstatementType">
/// E.g. <c>SELECT</c>, <c>CREATE_TABLE_AS_SELECT</c>, <c>CREATE_TABLE</c>, <c>SHOW_TABLES</c>.
/// </param>
public sealed record StatementKind(string StatementType, string SubstatementType)
{
    /// <summary>Whether a CREATE TABLE AS SELECT says where its files go.</summary>
    public bool NamesLocation { get; init; }

    /// <summary>Whether it is a CREATE TABLE AS SELECT.</summary>
    public bool IsCtas => SubstatementType == "CREATE_TABLE_AS_SELECT";
}

/// <summary>A result column.</summary>
/// <param name="Name">Lower case.</param>
/// <param name="Type">
/// Athena's type name: <c>varchar</c>, <c>bigint</c>, <c>double</c>, <c>integer</c>, <c>date</c>, <c>decimal</c>,
/// <c>timestamp</c>, <c>boolean</c>, ...
/// </param>
/// <param name="Precision">As Athena gives it.</param>
/// <param name="Scale">As Athena gives it.</param>
public sealed record ResultColumn(string Name, string Type, int Precision, int Scale);

/// <summary>A statement that failed, in Athena's terms.</summary>
public sealed class StatementException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">
    /// StateChangeReason as Athena writes it, e.g. <c>TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.default.x' does
    /// not exist</c>.
    /// </param>
    /// <param name="category">AthenaError.ErrorCategory: 1 system, 2 user, 3 other.</param>
    /// <param name="errorType">AthenaError.ErrorType.</param>
    /// <param name="retryable">AthenaError.Retryable.</param>
    /// <param name="atSubmission">True where StartQueryExecution itself refuses (InvalidRequestException).</param>
    public StatementException(
        string message,
        int category = 2,
        int errorType = 1006,
        bool retryable = false,
        bool atSubmission = false
    )
        : base(message)
    {
        Category = category;
        ErrorType = errorType;
        Retryable = retryable;
        AtSubmission = atSubmission;
    }

    /// <summary>AthenaError.ErrorCategory.</summary>
    public int Category { get; }

    /// <summary>AthenaError.ErrorType.</summary>
    public int ErrorType { get; }

    /// <summary>AthenaError.Retryable.</summary>
    public bool Retryable { get; }

    /// <summary>Whether StartQueryExecution itself refuses.</summary>
    public bool AtSubmission { get; }
}

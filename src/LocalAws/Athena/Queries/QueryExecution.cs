using System.Text.Json;
using System.Text.Json.Serialization;
using LocalAws.Signing;
using LocalAws.Sql;

namespace LocalAws.Athena.Queries;

/// <summary>A query execution as the history keeps it. Times are UTC.</summary>
internal sealed record QueryExecution
{
    public required string Id { get; init; }

    public required QueryQuestion Question { get; init; }

    public required StatementKind Kind { get; init; }

    /// <summary>With whose rights it runs; null in a history that was written before callers were kept.</summary>
    public Caller? Caller { get; init; }

    public required DateTimeOffset Submitted { get; init; }

    public QueryState State { get; init; } = QueryState.QUEUED;

    /// <summary>
    /// Whether any process ever handed it to the engine: if that one was killed, something may lie about.
    /// </summary>
    public bool HasRun { get; init; }

    /// <summary>Whether it was asked to stop; kept beside the definition, which its run writes over.</summary>
    [JsonIgnore]
    public bool IsStopRequested { get; init; }

    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Completed { get; init; }

    public string? StateChangeReason { get; init; }

    public QueryError? Error { get; init; }

    public QueryOutcome? Outcome { get; init; }

    /// <summary>What a query had scanned that was cancelled for it; else the outcome says.</summary>
    public long ScannedBytes { get; init; }

    public bool IsFinished => State is QueryState.SUCCEEDED or QueryState.FAILED or QueryState.CANCELLED;

    /// <summary>
    /// Whether it counts against the account's limit of active DML queries: SELECT, INSERT and, though its type is DDL,
    /// CREATE TABLE AS SELECT.
    /// </summary>
    public bool IsActiveDml => !IsFinished && (Kind.StatementType == "DML" || Kind.IsCtas);

    /// <summary>Whether it counts against the account's limit of active DDL queries.</summary>
    public bool IsActiveDdl => !IsFinished && Kind.StatementType == "DDL" && !Kind.IsCtas;
}

/// <summary>What was asked.</summary>
internal sealed record QueryQuestion(
    string Sql,
    string Database,
    string Catalog,
    string WorkGroup,
    string OutputLocation
)
{
    /// <summary>ExecutionParameters as a JSON array, or null.</summary>
    public string? Parameters { get; init; }

    /// <summary>Whether the workgroup's output location was the only one.</summary>
    public bool IsEnforced { get; init; }

    /// <summary>The workgroup's limit at submission, or null.</summary>
    public long? BytesScannedCutoff { get; init; }

    [JsonIgnore]
    public IReadOnlyList<string> ParameterList =>
        Parameters is null ? [] : JsonSerializer.Deserialize<string[]>(Parameters)!;

    /// <summary>Whether it may come under the same ClientRequestToken: Athena compares these three alone.</summary>
    public bool IsSameAs(QueryQuestion other) =>
        (Sql, Database, OutputLocation) == (other.Sql, other.Database, other.OutputLocation);
}

/// <summary>Athena's AthenaError.</summary>
internal sealed record QueryError(int Category, int Type, bool Retryable, string Message);

/// <summary>What a succeeded query left.</summary>
/// <param name="Columns">Result columns.</param>
/// <param name="Rows">
/// Rows, where they are few and stand in no CSV object: DDL and utility statements; else null.
/// </param>
/// <param name="UpdateCount">Rows written, or null.</param>
/// <param name="DataScannedBytes">Bytes scanned.</param>
/// <param name="RowCount">Rows in the result.</param>
/// <param name="ManifestLocation">Object that lists the files written, or null.</param>
internal sealed record QueryOutcome(
    IReadOnlyList<ResultColumn> Columns,
    IReadOnlyList<IReadOnlyList<string?>>? Rows,
    long? UpdateCount,
    long DataScannedBytes,
    long RowCount,
    string? ManifestLocation
);

/// <summary>Athena's states, spelled as on the wire.</summary>
internal enum QueryState
{
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED,
}

namespace LocalAws.Sql;

/// <summary>What a statement gave.</summary>
/// <param name="Columns">Result columns as Athena's ResultSetMetadata has them; empty for most DDL.</param>
/// <param name="Rows">Values as Athena's VarCharValue texts; null is NULL.</param>
public sealed record StatementResult(IReadOnlyList<ResultColumn> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows)
{
    /// <summary>What a statement gives that has no rows.</summary>
    public static StatementResult None { get; } = new([], []);

    /// <summary>Rows written by CTAS or INSERT, else null.</summary>
    public long? UpdateCount { get; init; }

    /// <summary>Bytes of the files that pruning left.</summary>
    public long DataScannedBytes { get; init; }

    /// <summary>Partitions read, as <c>database.table/key=value/...</c>; empty for unpartitioned tables.</summary>
    public IReadOnlyList<string> PartitionsRead { get; init; } = [];

    /// <summary><c>s3://</c> addresses of the files written by CTAS or INSERT.</summary>
    public IReadOnlyList<string> DataManifest { get; init; } = [];

    /// <summary>Damaged JSON lines that were skipped.</summary>
    public long SkippedLines { get; init; }

    /// <summary>The same lines by partition and file.</summary>
    public IReadOnlyList<SkippedPart> Skipped { get; init; } = [];
}

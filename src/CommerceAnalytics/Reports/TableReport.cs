using System.Text.Json.Serialization;
using CommerceAnalytics.Audit;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace CommerceAnalytics.Reports;

/// <summary>One table of a run. What is not known yet, or never will be, is null.</summary>
public sealed record TableReport
{
    /// <summary>Query type.</summary>
    public required string QueryType { get; init; }

    /// <summary>Live table.</summary>
    public required string Table { get; init; }

    /// <summary>What became of it.</summary>
    public required TableStatus Status { get; init; }

    /// <summary>Rows written.</summary>
    public long? Rows { get; init; }

    /// <summary><c>s3://</c> address of the version that was written.</summary>
    public string? Location { get; init; }

    /// <summary>Times that the CTAS was submitted as a new query.</summary>
    public int Attempts { get; init; }

    /// <summary>Athena's id of the last attempt.</summary>
    public string? QueryExecutionId { get; init; }

    /// <summary>Time in Athena's queue, in milliseconds.</summary>
    public long? QueueMs { get; init; }

    /// <summary>Time in Athena's engine, in milliseconds.</summary>
    public long? EngineMs { get; init; }

    /// <summary>Bytes that Athena bills for, before its minimum.</summary>
    public long? DataScannedBytes { get; init; }

    /// <summary>Why it failed, or the first of the findings that hold it; null for neither.</summary>
    public ReportNotice? Error { get; init; }

    /// <summary>What should be looked at although it was published.</summary>
    public IReadOnlyList<ReportNotice> Warnings { get; init; } = [];

    /// <summary>
    /// What the audit found. A finding about a day of the log is told once a service, with its first table that reads the
    /// kind, or with each table that it holds.
    /// </summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>
    /// Bytes scanned by each query that read figures of tables of its batch, on the first of these tables; null on the
    /// others.
    /// </summary>
    public IReadOnlyList<long>? FiguresScannedBytes { get; init; }

    /// <summary>Whether readers see what they saw before though somebody has to look: it failed, or is held.</summary>
    [JsonIgnore]
    public bool HasFailed => Status is TableStatus.Failed or TableStatus.Held;

    /// <summary>
    /// Lines of the log that could not be read, as far as the engine tells (LocalAws does, Athena does not); null for
    /// none.
    /// </summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public SkippedSum? SkippedLines { get; init; }

    /// <summary>Days of its window that were left out (<c>ExcludedDays</c>); null for none.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public IReadOnlyList<DateOnly>? ExcludedDays { get; init; }

    /// <summary>
    /// Activities that ran and answered for it, those of the run's queue since the query before it ended among them.
    /// </summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public int? ActivityExecutions { get; init; }

    /// <summary>Requests to AWS that they made.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public ApiCalls? ApiCalls { get; init; }
}

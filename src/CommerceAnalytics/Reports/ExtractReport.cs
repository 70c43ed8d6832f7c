using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace CommerceAnalytics.Reports;

/// <summary>
/// What a run read from the raw log for all its services, before it refreshed tables (<c>ScanMode=Extract</c>).
/// </summary>
public sealed record ExtractReport
{
    /// <summary>Failed where a day that tables need is missing: those tables failed. Succeeded otherwise.</summary>
    public required ReportStatus Status { get; init; }

    /// <summary>One for each statement.</summary>
    public IReadOnlyList<ExtractQueryReport> Queries { get; init; } = [];

    /// <summary>Why nothing was extracted at all, or null.</summary>
    public ReportNotice? Error { get; init; }

    /// <summary>What should be looked at although all days are there.</summary>
    public IReadOnlyList<ReportNotice> Warnings { get; init; } = [];

    /// <summary>
    /// Days of the windows that were extracted on earlier nights, with the lines that could not be read then; null for
    /// none.
    /// </summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public IReadOnlyList<SkippedDay>? SkippedLines { get; init; }

    /// <summary>Activities that ran and answered to find out what is missing.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public int? ActivityExecutions { get; init; }

    /// <summary>Requests to AWS that they made.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public ApiCalls? ApiCalls { get; init; }
}

/// <summary>One statement of the extraction. What is not known is null.</summary>
public sealed record ExtractQueryReport
{
    /// <summary>First UTC day of the raw log.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>Last UTC day of the raw log.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>Days; fewer than from the first to the last where some were extracted before.</summary>
    public required int Days { get; init; }

    /// <summary>Services.</summary>
    public required int Services { get; init; }

    /// <summary>What became of it.</summary>
    public required TableStatus Status { get; init; }

    /// <summary>Events written.</summary>
    public long? Rows { get; init; }

    /// <summary>Times that it was submitted as a new query.</summary>
    public int Attempts { get; init; }

    /// <summary>Athena's id of the last attempt.</summary>
    public string? QueryExecutionId { get; init; }

    /// <summary>Time in Athena's queue, in milliseconds.</summary>
    public long? QueueMs { get; init; }

    /// <summary>Time in Athena's engine, in milliseconds.</summary>
    public long? EngineMs { get; init; }

    /// <summary>Bytes that Athena bills for, before its minimum.</summary>
    public long? DataScannedBytes { get; init; }

    /// <summary>Why it failed, or, where it was cancelled, why it may go on all the same; null otherwise.</summary>
    public ReportNotice? Error { get; init; }

    /// <summary>
    /// Days of the log whose lines could not all be read, as far as the engine tells (LocalAws does, Athena does not);
    /// null for none.
    /// </summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public IReadOnlyList<SkippedDay>? SkippedLines { get; init; }

    /// <summary>
    /// Activities that ran and answered for it, those of the run's queue since the query before it ended among them.
    /// </summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public int? ActivityExecutions { get; init; }

    /// <summary>Requests to AWS that they made.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public ApiCalls? ApiCalls { get; init; }
}
